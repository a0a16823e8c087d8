package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.ModelPrice;
import ai.evolink.PriceEstimate;
import ai.evolink.VideoRequest;
import ai.evolink.VirtualClock;
import ai.evolink.model.MediaSource;
import ai.evolink.model.VideoModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request costs by the price list, and how that is read. */
class PricesTest {
  private static final ImageRequest CAT = ImageRequest.of("A cat");
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

  @RegisterExtension final MockService service = MockService.askedOnce();

  private final PriceShop shop = new PriceShop();
  private final VirtualClock clock = new VirtualClock(Instant.parse("2001-01-01T00:00:00Z"));

  @BeforeEach
  void open() {
    service.server.setDispatcher(shop);
  }

  private EvolinkClient onTheClock() {
    return service.client().clock(clock).build();
  }

  private static PriceEstimate estimate(EvolinkClient evolink) {
    return evolink.prices().estimate(CAT).result();
  }

  @Test
  void priceFollowsFromTheRequest() {
    try (EvolinkClient evolink = onTheClock()) {
      PriceEstimate price = estimate(evolink);

      assertThat(price).hasToString("gemini-2.5-flash-image: 1.6 credits");
      assertThat(price.least()).hasValue(new BigDecimal("1.6"));
      assertThat(price.most()).hasValue(new BigDecimal("1.6"));
      assertThat(price.unknownBecause()).isEmpty();
      assertThat(price.assumptions()).isEmpty();
      assertThat(price.listVersion()).hasValue("p1");
      assertThat(price.settlementBasis()).hasValue("request_only");
      assertThat(price.readAt()).hasValue(clock.instant());
      assertThat(price.age()).hasValue(Duration.ZERO);
      assertThat(price.freshUntil()).hasValue(clock.instant().plus(Duration.ofMinutes(5)));
    }
  }

  @Test
  void listIsReadWithoutTheKey() {
    estimate(service.evolink);

    RecordedRequest read = shop.priceReads.get(0);
    assertThat(read.getRequestLine())
        .isEqualTo(
            "GET /v1/catalog/models/gemini-2.5-flash-image/pricing-rules?view=full HTTP/1.1");
    assertThat(read.getHeaders().get("Authorization")).isNull();
    assertThat(read.getHeaders().toString()).doesNotContain(MockService.KEY);
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void modelIsAskedForByTheNameOfTheList() {
    service
        .evolink
        .prices()
        .estimate(VideoRequest.builder(VideoModel.of("VEO3.1-Fast-beta"), "x").buildUnchecked())
        .result();
    service.evolink.prices().of("veo3.1-fast-beta").result();

    assertThat(shop.priceReads)
        .extracting(read -> read.getUrl().encodedPath())
        .containsExactly(
            "/v1/catalog/models/veo3.1-fast-beta/pricing-rules",
            "/v1/catalog/models/veo3.1-fast/pricing-rules");
  }

  @Test
  void clientWithoutALimitAsksForNoPrice() {
    service.evolink.images().submit(CAT).result();
    assertThat(service.evolink.images().preview(CAT).price()).isEmpty();

    assertThat(shop.submits).hasSize(1);
    assertThat(shop.priceReads).isEmpty();
  }

  @Test
  void previewShowsThePriceThatIsKnown() {
    estimate(service.evolink);

    assertThat(service.evolink.images().preview(CAT).price())
        .hasValueSatisfying(price -> assertThat(price.most()).hasValue(new BigDecimal("1.6")));
    assertThat(shop.priceReads).hasSize(1);
  }

  @Test
  void callersAtOnceShareOneQuery() throws Exception {
    HeldMoment moment = new HeldMoment();
    shop.onPriceRead = moment;
    try (EvolinkClient evolink = onTheClock()) {
      List<EvolinkFuture<PriceEstimate>> all =
          Stream.generate(() -> evolink.prices().estimate(CAT)).limit(50).toList();
      moment.awaitArrival();
      all.get(0).cancel(true); // which is nothing to the others
      moment.pass();

      assertThat(all.subList(1, 50))
          .allSatisfy(each -> assertThat(each.result().most()).isPresent());
    }
    assertThat(shop.priceReads).hasSize(1);
  }

  @Test
  void freshListIsNotReadAgainAndAStaleOneIsAskedForByItsTag() {
    try (EvolinkClient evolink = onTheClock()) {
      estimate(evolink);
      clock.advance(Duration.ofMinutes(5).minusNanos(1));
      estimate(evolink);
      assertThat(shop.priceReads).hasSize(1);

      clock.advance(Duration.ofNanos(1));
      shop.date = "Sat, 10 Oct 2026 08:03:00 GMT";
      assertThat(estimate(evolink).age()).hasValue(Duration.ZERO);
      assertThat(shop.priceReads).hasSize(2);
      assertThat(shop.priceReads.get(1).getHeaders().get("If-None-Match")).isEqualTo("\"one\"");

      clock.advance(Duration.ofMinutes(2)); // as long as the service has said then
      estimate(evolink);
      assertThat(shop.priceReads).hasSize(3);
    }
  }

  @Test
  void unchangedListThatIsNoLongerFreshIsReadAnew() {
    try (EvolinkClient evolink = onTheClock()) {
      estimate(evolink);
      clock.advance(Duration.ofMinutes(5));
      shop.date = "Sat, 10 Oct 2026 08:06:00 GMT";
      shop.list = PriceShop.list("20000");
      assertThat(estimate(evolink).most()).hasValue(new BigDecimal("2"));
    }
    assertThat(shop.priceReads).hasSize(3);
    assertThat(shop.priceReads.get(2).getHeaders().get("If-None-Match")).isNull();
  }

  @Test
  void clockOfThisMachineDoesNotMatter() { // it is a quarter of a century behind
    try (EvolinkClient evolink = onTheClock()) {
      shop.date = "Sat, 10 Oct 2026 08:04:59 GMT";
      estimate(evolink);
      clock.advance(Duration.ofSeconds(1));
      estimate(evolink);
    }
    assertThat(shop.priceReads).hasSize(2);
  }

  @Test
  void listThatCannotBeReadAnewIsGoodForAQuarterOfAnHour() {
    try (EvolinkClient evolink = onTheClock()) {
      estimate(evolink);
      shop.priceAnswer = PriceShop.json(503, "{}");
      clock.advance(Duration.ofMinutes(15));
      PriceEstimate stale = estimate(evolink);
      assertThat(stale.most()).hasValue(new BigDecimal("1.6"));
      assertThat(stale.assumptions())
          .containsExactly(
              "The list could not be read anew: the price list answered with status 503.");

      clock.advance(Duration.ofSeconds(6));
      PriceEstimate unknown = estimate(evolink);
      assertThat(unknown.most()).isEmpty();
      assertThat(unknown.unknownBecause().orElseThrow())
          .startsWith("the price list is 15 min")
          .endsWith("status 503");
    }
  }

  @Test
  void listThatTakesLongerThanTwoSecondsIsUnknown() throws Exception {
    HeldMoment moment = new HeldMoment();
    shop.onPriceRead = moment;
    try (EvolinkClient evolink = onTheClock()) {
      EvolinkFuture<PriceEstimate> price = evolink.prices().estimate(CAT);
      moment.awaitArrival();
      clock.advance(Duration.ofSeconds(2).minusNanos(1));
      assertThat(price).isNotDone();
      clock.advance(Duration.ofNanos(1));

      assertThat(price.result().unknownBecause())
          .hasValue("the price list did not come within 2 seconds");
      // Nobody waits for the next one right away.
      assertThat(estimate(evolink).most()).isEmpty();
    } finally {
      moment.pass();
    }
    assertThat(shop.priceReads).hasSize(1);
  }

  static Stream<Arguments> answersThatAreNoList() {
    return Stream.of(
        Arguments.of("the price list answered with status 503", PriceShop.json(503, "{}")),
        Arguments.of("the price list answered with status 429", PriceShop.json(429, "{}")),
        Arguments.of("the price list does not have the model", PriceShop.json(404, "{}")),
        Arguments.of(
            "the price list answered with status 302",
            new MockResponse.Builder()
                .code(302)
                .setHeader("Location", "http://elsewhere.test/")
                .build()),
        Arguments.of("the price list could not be read", PriceShop.json(200, "{\"meta\":")),
        Arguments.of("the price list could not be read", PriceShop.json(200, "")),
        Arguments.of("not what a price list looks like", PriceShop.json(200, "[]")),
        Arguments.of("the rule is not an object", PriceShop.json(200, "{}")),
        Arguments.of(
            "larger than 2 MiB", PriceShop.json(200, "{\"a\":\"" + "x".repeat(3 << 20) + "\"}")),
        Arguments.of(
            "not what a price list looks like",
            PriceShop.json(200, "{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}")),
        Arguments.of(
            "the price list could not be read",
            PriceShop.json(200, "{\"a\":" + "[".repeat(100_000))),
        Arguments.of(
            "the price list could not be read",
            new MockResponse.Builder()
                .body(PriceShop.list("1"))
                .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
                .build()),
        Arguments.of(
            "the rule is that of \"another\"",
            PriceShop.json(200, PriceShop.list("1").replace(PriceShop.MODEL, "another"))),
        Arguments.of(
            "pricing_status is \"unavailable\"",
            PriceShop.json(
                200, PriceShop.list("1").replaceFirst("\"available\"", "\"unavailable\""))),
        Arguments.of(
            "policy_source is \"legacy_text_adapter\"",
            PriceShop.json(200, PriceShop.list("1").replace("published", "legacy_text_adapter"))),
        Arguments.of(
            "has the model for video, not image",
            PriceShop.json(
                200,
                PriceShop.list("1").replace("\"modality\":\"image\"", "\"modality\":\"video\""))),
        Arguments.of(
            "the component \"output\": the operator \"power\" is not known",
            PriceShop.json(200, PriceShop.list("1").replace("\"constant\"", "\"power\""))));
  }

  @ParameterizedTest
  @MethodSource("answersThatAreNoList")
  void priceWithoutAUsableListIsUnknown(String reason, MockResponse answer) {
    shop.priceAnswer = answer;

    PriceEstimate price = estimate(service.evolink);

    assertThat(price.least()).isEmpty();
    assertThat(price.most()).isEmpty();
    assertThat(price.unknownBecause().orElseThrow()).contains(reason);
    assertThat(price.toString()).startsWith("gemini-2.5-flash-image: unknown, since ");
    assertThat(service.evolink.prices().of(PriceShop.MODEL).result().unknownBecause().isPresent())
        .isEqualTo(!reason.startsWith("has the model for"));
  }

  @Test
  void measuredUsageIsARange() {
    shop.list =
        PriceShop.list(
            "[{\"name\":\"output_tokens\",\"type\":\"integer\",\"maximum\":\"4000\"}]",
            "{\"op\":\"divide\",\"args\":[{\"op\":\"variable\",\"name\":\"output_tokens\"},"
                + "{\"op\":\"constant\",\"value\":\"1000\"}]}",
            "{\"uc\":\"5000\"}");

    PriceEstimate price = estimate(service.evolink);

    assertThat(price).hasToString("gemini-2.5-flash-image: 0 to 2 credits");
    assertThat(price.assumptions())
        .containsExactly(
            "output_tokens is not known before the task has ended, for it is measured; at most"
                + " 4000.");
  }

  @Test
  void usageWithoutABoundHasNoMost() {
    shop.list =
        PriceShop.list(
                "[{\"name\":\"output_tokens\",\"type\":\"integer\"}]",
                "{\"op\":\"variable\",\"name\":\"output_tokens\"}",
                "{\"uc\":\"5000\"}")
            .replace("request_only", "actual_usage")
            .replace("\"tiers\"", "\"minimum_charge\":{\"uc\":\"100\"},\"tiers\"");

    PriceEstimate price = estimate(service.evolink);

    assertThat(price.least()).hasValue(new BigDecimal("0.01"));
    assertThat(price.most()).isEmpty();
    assertThat(price.unknownBecause()).hasValue("nothing bounds what is measured for output");
    assertThat(price.assumptions())
        .contains("The service settles by actual_usage, so the final charge may differ.");
  }

  @Test
  void localMediaAreCountedAndNotUploaded() {
    shop.list =
        PriceShop.list(
            "[{\"name\":\"input_images\",\"type\":\"integer\"}]",
            "{\"op\":\"variable\",\"name\":\"input_images\"}",
            "{\"uc\":\"5000\"}");
    ImageRequest two =
        ImageRequest.builder("x")
            .reference(MediaSource.bytes(PNG, "image/png"))
            .reference(MediaSource.bytes(PNG, "image/png"))
            .build();

    assertThat(service.evolink.prices().estimate(two).result().most()).hasValue(BigDecimal.ONE);
    assertThat(shop.uploads).isEmpty();
  }

  @Test
  void modelPriceIsReadable() {
    shop.list =
        PriceShop.list(
                "[{\"name\":\"quality\",\"type\":\"enum\",\"values\":[\"1K\",\"2K\"],\"default\":\"1K\"}]",
                "{\"op\":\"lookup\",\"key\":{\"op\":\"variable\",\"name\":\"quality\"},"
                    + "\"values\":{\"1K\":\"1\",\"2K\":\"1.5\"}}",
                "{\"uc\":\"16000\"}")
            .replace("\"tiers\"", "\"minimum_charge\":{\"uc\":\"100\"},\"tiers\"");

    ModelPrice price = service.evolink.prices().of(PriceShop.MODEL).result();

    assertThat(price)
        .hasToString(
            "gemini-2.5-flash-image\n"
                + "  output: 1.6 credits per image, by quality {1K=1, 2K=1.5}, at least 0.01");
    assertThat(price.rawJson()).hasValue(shop.list);
    assertThat(price.listVersion()).hasValue("p1");
    assertThat(price.readAt()).isPresent();
    assertThat(estimate(service.evolink).assumptions())
        .containsExactly("quality is not set, so \"1K\" is taken, as the price list does.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void modelNeedsAName(String model) {
    assertThatIllegalArgumentException().isThrownBy(() -> service.evolink.prices().of(model));
  }

  @Test
  void closedClientHasNoPrice() {
    service.evolink.close();

    assertThat(estimate(service.evolink).unknownBecause()).isPresent();
  }
}
