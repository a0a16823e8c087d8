package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Mode;
import ai.evolink.model.AspectRatio;
import com.squareup.moshi.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;

/** {@code retrofit(MyApi.class)} with types that nobody wrote an adapter for. */
class OwnEndpointTest {
  @RegisterExtension final MockService service = new MockService();

  public record Order(String model, String prompt, AspectRatio size) {}

  public record Receipt(
      String id, @Json(name = "task_info") Info info, Usage usage, Object progress) {}

  /** What a caller may have at hand: fields, and nothing else. */
  static final class Info {
    @Json(name = "can_cancel")
    private boolean canCancel;

    private String absent = "as before";
  }

  /** One that cannot be made without arguments. */
  static final class Usage {
    @Json(name = "billing_rule")
    private final String billingRule;

    private final String absent;

    Usage(String billingRule, String absent) {
      this.billingRule = billingRule;
      this.absent = absent;
    }
  }

  public record Everything(
      BigDecimal exact,
      URI link,
      OffsetDateTime when,
      AspectRatio ratio,
      Map<String, BigDecimal> scores,
      List<Object> free,
      String missing) {}

  enum Mood {
    MERRY
  }

  public record Moody(Mood mood) {}

  public record Timed(Instant at) {}

  interface MyApi {
    @POST("v1/images/generations")
    EvolinkFuture<Receipt> order(@Body Order order);

    @POST("v1/images/generations")
    EvolinkFuture<Map<String, Object>> order(@Body Map<String, Object> order);

    @GET("v1/tomorrow")
    EvolinkFuture<Everything> everything();

    @GET("v1/tomorrow")
    EvolinkFuture<Moody> mood();

    @GET("v1/tomorrow")
    EvolinkFuture<Timed> timed();

    @GET("v1/moderations")
    EvolinkFuture<Object> unknown();
  }

  @Test
  void ownTypesAndFreeJsonReachTheEmulator() {
    try (EvolinkEmulator emulator =
            EvolinkEmulator.builder().mode(Mode.LENIENT).pace(Duration.ZERO).start();
        EvolinkClient evolink = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build()) {
      MyApi mine = evolink.retrofit(MyApi.class);

      Receipt receipt =
          mine.order(new Order("tomorrow-1", "A cat", AspectRatio.LANDSCAPE_16_9)).result();
      Map<String, Object> free = mine.order(Map.of("model", "tomorrow-2", "prompt", "x")).result();

      assertThat(receipt.id()).isEqualTo(emulator.submissions().get(0).taskId().orElseThrow());
      assertThat(receipt.info().canCancel).isTrue();
      assertThat(receipt.info().absent).isEqualTo("as before");
      assertThat(receipt.usage().billingRule).isNotBlank();
      assertThat(receipt.usage().absent).isNull(); // no constructor was run
      assertThat(receipt.progress()).isEqualTo(0L);
      assertThat(free.get("model")).isEqualTo("tomorrow-2");
      assertThat(emulator.submissions().get(0).body())
          .isEqualTo("{\"model\":\"tomorrow-1\",\"prompt\":\"A cat\",\"size\":\"16:9\"}");
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> mine.unknown().result())
          .withMessageContaining("404");
    }
  }

  @Test
  void fieldsOfTheTypesThatTheSdkReadsAreRead() {
    service.answer(
        """
        {"exact":0.10000000000000000001,"link":"https://example.com/a","when":"2026-01-02T03:04:05Z",
         "ratio":"7:5","scores":{"a":0.5442},"free":[7,{"x":null}],"unknown":1}""");

    Everything read = service.evolink.retrofit(MyApi.class).everything().result();

    assertThat(read.exact()).isEqualTo(new BigDecimal("0.10000000000000000001"));
    assertThat(read.link()).isEqualTo(URI.create("https://example.com/a"));
    assertThat(read.when()).isEqualTo(OffsetDateTime.parse("2026-01-02T03:04:05Z"));
    assertThat(read.ratio()).isEqualTo(AspectRatio.of("7:5"));
    assertThat(read.scores()).containsEntry("a", new BigDecimal("0.5442"));
    assertThat(read.free().get(0)).isEqualTo(7L);
    assertThat(read.missing()).isNull();
  }

  @Test
  void enumFailsOnAWordThatItDoesNotKnow() {
    service.answer("{\"mood\":\"SAD\"}");

    assertThatExceptionOfType(ai.evolink.EvolinkException.class)
        .isThrownBy(() -> service.evolink.retrofit(MyApi.class).mood().result())
        .withStackTraceContaining("SAD");
  }

  @Test
  void otherTypesOfTheJdkAreRefusedBeforeAnythingIsSent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.evolink.retrofit(MyApi.class).timed())
        .withStackTraceContaining("java.time.Instant");
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void postThatIsNotAnsweredInOwnTypesMayHaveCostSomething() {
    service.answer("[1]");

    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(
            () ->
                service
                    .evolink
                    .retrofit(MyApi.class)
                    .order(new Order("m", "p", AspectRatio.SQUARE_1_1))
                    .result());
  }
}
