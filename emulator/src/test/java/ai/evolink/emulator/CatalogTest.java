package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class CatalogTest extends WithControl {

  private static final String ONE = "/v1/catalog/models/krea-2-turbo/pricing-rules";
  private static final String FULL = ONE + "?view=full";
  private static final String ALL = "/v1/catalog/pricing-rules";

  @Test
  void ruleIsReadWithoutAKey() {
    JsonNode answer = control.get(FULL).json();

    assertThat(answer.at("/model/model_id").asString()).isEqualTo("krea-2-turbo");
    assertThat(answer.at("/model/components/0/rate"))
        .hasToString(
            "{\"uc\":\"4500\",\"credits\":\"0.45\",\"cny\":\"0.045\",\"usd\":\"0.0066176471\"}");
    assertThat(answer.at("/model/components/0/quantity_rule"))
        .hasToString(
            "{\"op\":\"lookup\",\"key\":{\"op\":\"variable\",\"name\":\"quality\"},"
                + "\"values\":{\"1K\":\"1\",\"2K\":\"4\"}}");
    assertThat(answer.at("/meta/schema_version").asString()).isEqualTo("2");
    assertThat(Instant.parse(answer.at("/meta/fresh_until").asString()))
        .isEqualTo(clock.now().plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.MILLIS));
  }

  @Test
  void summaryTellsNoPrice() {
    JsonNode model = control.get(ONE).json().path("model");

    assertThat(model.path("product_id").asString()).isEqualTo("krea-2");
    assertThat(model.has("components")).isFalse();
    assertThat(control.get(ONE + "?view=summary").json().path("model")).isEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 154",
    "modality=audio, 12",
    "modality=text, 0",
    "product_id=suno, 10",
    "operation=lip_sync, 2",
    "operation=image_upscale&modality=image&lifecycle=active, 2",
    "lifecycle=deprecated, 0",
    "product_id=nobody, 0"
  })
  void rulesAreFiltered(String query, int number) {
    assertThat(control.get(ALL + "?" + query).json().path("models").size()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "view, all, 'full, summary'",
    "modality, smell, 'audio, image, text, video'",
    "lifecycle, retired, 'active, deprecated, preview'"
  })
  void wordThatAFilterDoesNotHaveIsRefused(String name, String word, String words) {
    Api.Answer answer = control.get(ALL + "?" + name + "=" + word);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo(name + " must be one of " + words + ", but was '" + word + "'");
    assertThat(answer.error().path("param").asString()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/catalog/models/nobody/pricing-rules",
        "/v1/catalog/models/suno-v5-beta/pricing-rules",
        "/v1/catalog/models/KREA-2-TURBO/pricing-rules",
        "/v1/catalog/models/krea-2-turbo"
      })
  void onlyCanonicalIdsHaveARule(String path) {
    Api.Answer answer = control.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().path("code").asString()).isEqualTo("not_found");
  }

  @Test
  void modelsAndTheirHealthAreListed() {
    JsonNode models = control.get("/v1/catalog/models").json().path("models");
    JsonNode suno =
        models
            .valueStream()
            .filter(model -> model.path("model_id").asString().equals("suno-v5"))
            .findFirst()
            .orElseThrow();

    assertThat(suno)
        .hasToString(
            "{\"model_id\":\"suno-v5\",\"display_name\":\"suno-v5\",\"aliases\":[\"suno-v5-beta\"],"
                + "\"capabilities\":[\"music_generation\"],\"protocols\":[\"openai-audio\"],"
                + "\"lifecycle\":\"active\"}");
    assertThat(models.valueStream().map(model -> model.path("model_id").asString()))
        .contains("minimax-hailuo-02")
        .allMatch(id -> id.equals(id.toLowerCase(Locale.ROOT)));
    JsonNode health = control.get("/v1/catalog/health").json().path("models");
    assertThat(health.size()).isEqualTo(models.size());
    assertThat(health.path(0).path("status").asString()).isEqualTo("available");
  }

  @Test
  void listThatHasNotChangedIsNotSentAgain() throws Exception {
    String tag = control.get(FULL).header("ETag");
    clock.advance(Duration.ofHours(1));
    assertThat(tag).matches("\"[0-9a-f]{32}\"");

    HttpResponse<String> same = ifNoneMatch(FULL, "\"x\", W/" + tag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("ETag")).contains(tag);
    assertThat(ifNoneMatch(ALL, tag).statusCode()).isEqualTo(200);
    assertThat(ifNoneMatch(FULL, "\"x\"").statusCode()).isEqualTo(200);
    assertThat(ifNoneMatch(ONE, tag).statusCode()).as("another view").isEqualTo(200);

    emulator.prices().multiply("krea-2-turbo", new BigDecimal("2"));
    assertThat(ifNoneMatch(FULL, tag).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> ifNoneMatch(String path, String tags) throws Exception {
    URI uri = URI.create(emulator.url() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).header("If-None-Match", tags).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void faultsHappenToTheCatalogue() {
    emulator.inject(
        Fault.status(503)
            .retryAfter(Duration.ofSeconds(3))
            .on(ApiOperation.GET_PRICING_RULES)
            .once(),
        Fault.malformedJson().on(ApiOperation.LIST_PRICING_RULES).once(),
        Fault.status(429).on(ApiOperation.GET_CATALOG_HEALTH).once(),
        Fault.status(500).on(ApiOperation.LIST_CATALOG_MODELS).once());

    Api.Answer answer = control.get(FULL);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("3");
    assertThatThrownBy(() -> control.get(ALL)).isInstanceOf(JacksonException.class);
    assertThat(control.get("/v1/catalog/health").status()).isEqualTo(429);
    assertThat(control.get("/v1/catalog/models").status()).isEqualTo(500);
    assertThat(control.get(FULL).status()).isEqualTo(200);
  }

  @Test
  void dearerModelIsDearerInTheListAndInWhatIsCharged() {
    String version = control.get(FULL).json().at("/meta/pricing_version").asString();
    emulator.prices().multiply("seedance-2.5-text-to-video", new BigDecimal("2"));

    JsonNode component =
        control
            .get("/v1/catalog/models/seedance-2.5-text-to-video/pricing-rules?view=full")
            .json()
            .at("/model/components/0");
    assertThat(component.at("/rate/credits").asString()).isEqualTo("40.18");
    assertThat(component.at("/minimum_charge/uc").asString()).isEqualTo("747348");
    // 40.18 x 0.465 x 5, rounded once.
    assertThat(reserved("seedance-2.5-text-to-video", "480p")).isEqualTo("93.4185");
    assertThat(control.get(FULL).json().at("/meta/pricing_version").asString())
        .isNotEqualTo(version);
    emulator.prices().multiply("gemini-3-pro-image-preview", new BigDecimal("0.5"));
    assertThat(
            control
                .get("/v1/catalog/models/gemini-3-pro-image-preview/pricing-rules?view=full")
                .json()
                .at("/model/components/0/tiers/0/rate/credits")
                .asString())
        .isEqualTo("7.6032");
  }

  @Test
  void listCanLie() {
    emulator.prices().charge("krea-2-turbo", new BigDecimal("3"));
    assertThat(reserved("krea-2-turbo", "1K")).isEqualTo("3");
    assertThat(control.get(FULL).json().at("/model/components/0/rate/credits").asString())
        .isEqualTo("0.45");

    emulator.prices().replaceRule("krea-2-turbo", "{\"model_id\":\"krea-2-turbo\",\"odd\":[1]}");
    assertThat(control.get(FULL).json().path("model"))
        .hasToString("{\"model_id\":\"krea-2-turbo\",\"odd\":[1]}");
    assertThat(reserved("krea-2-turbo", "1K")).isEqualTo("3");

    emulator.prices().removeRule("krea-2-turbo");
    assertThat(control.get(FULL).status()).isEqualTo(404);
    assertThat(emulator.prices().rule("krea-2-turbo")).isEmpty();

    emulator.prices().restore("krea-2-turbo");
    assertThat(control.get(FULL).status()).isEqualTo(200);
    assertThat(reserved("krea-2-turbo", "1K")).isEqualTo("0.45");
  }

  @Test
  void chargeOfAnAliasIsThatOfItsModel() {
    emulator.prices().charge("suno-v5", new BigDecimal("9"));

    assertThat(reserved("suno-v5-beta", "")).isEqualTo("9");
  }

  @Test
  void resetTakesChangesBack() {
    emulator.prices().replaceRule("model-of-tomorrow", "{\"model_id\":\"model-of-tomorrow\"}");
    emulator.prices().multiply("krea-2-turbo", BigDecimal.TEN);
    emulator.reset();

    assertThat(emulator.prices().rule("model-of-tomorrow")).isEmpty();
    assertThat(reserved("krea-2-turbo", "1K")).isEqualTo("0.45");
    assertThat(control.get(FULL).json().at("/model/components/0/rate/uc").asString())
        .isEqualTo("4500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{\"a\":1} x"})
  void ruleThatIsNoObjectIsRefused(String json) {
    assertThatThrownBy(() -> emulator.prices().replaceRule("krea-2-turbo", json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A rule is a JSON object");
  }

  @Test
  void absurdPricesAreRefused() {
    EmulatedPrices prices = emulator.prices();
    assertThatThrownBy(() -> prices.multiply("krea-2-turbo", BigDecimal.ZERO))
        .hasMessage("factor must be above 0 and at most 1000000, but was 0");
    assertThatThrownBy(() -> prices.charge("krea-2-turbo", new BigDecimal("-1")))
        .hasMessage("credits must not be negative, but were -1");
  }

  @Test
  void pricesAreChangedFromOutside() {
    String path = "/_emulator/prices/krea-2-turbo";
    assertThat(control.get(path).json().at("/rule/model_id").asString()).isEqualTo("krea-2-turbo");

    assertThat(put(path, "{\"factor\":2}").json().at("/rule/components/0/rate/credits").asString())
        .isEqualTo("0.9");
    assertThat(reserved("krea-2-turbo", "1K")).isEqualTo("0.9");
    assertThat(put(path, "{\"credits\":7}").status()).isEqualTo(200);
    assertThat(reserved("krea-2-turbo", "1K")).isEqualTo("7");
    assertThat(put(path, "{\"rule\":null}").json().path("rule").isNull()).isTrue();
    assertThat(put(path, "{\"rule\":{\"a\":1}}").json().path("rule")).hasToString("{\"a\":1}");
    control.send(path, "DELETE");
    assertThat(reserved("krea-2-turbo", "1K")).isEqualTo("0.45");
    assertThat(control.get("/_emulator/prices/nobody").json().path("rule").isNull()).isTrue();
  }

  private String reserved(String model, String quality) {
    SampleRequest sample = SampleRequest.of(model);
    return sample
        .submit(api, quality.isEmpty() ? sample.body() : sample.body().put("quality", quality))
        .json()
        .at("/usage/credits_reserved")
        .asString();
  }
}
