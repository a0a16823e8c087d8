package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  private static EvolinkEmulator emulator;
  private static Api api;

  @BeforeAll
  static void start() {
    emulator = EvolinkEmulator.start();
    api = new Api(emulator);
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "sk-evo-invalid,    401, unauthorized,         authentication_error",
    "'',                401, unauthorized,         authentication_error",
    "sk-evo-no-credits, 402, insufficient_quota,   insufficient_quota",
    "sk-evo-forbidden,  403, model_access_denied,  invalid_request_error",
    "sk-evo-throttled,  429, rate_limit_exceeded,  rate_limit_error"
  })
  void submitIsRefusedAsDocumented(String key, int status, String code, String type) {
    Api.Answer answer = api.as(key).submit(cat());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().path("code").isString()).isTrue();
    assertThat(answer.error().path("code").asString()).isEqualTo(code);
    assertThat(answer.error().path("type").asString()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "sk-evo-invalid,    401, unauthorized",
    "sk-evo-no-credits, 402, quota_exceeded",
    "sk-evo-forbidden,  403, permission_denied",
    "sk-evo-throttled,  429, rate_limit_exceeded"
  })
  void taskQueryIsRefusedAsDocumented(String key, int status, String code) {
    Api.Answer answer = api.as(key).task("task-unified-1756817821-4x3rx6ny");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().path("code").asString()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "sk-evo-invalid,   401, authentication_error",
    "sk-evo-forbidden, 403, permission_error",
    "sk-evo-throttled, 429, rate_limit_error"
  })
  void creditsSpeakInNumbers(String key, int status, String type) {
    Api.Answer answer = api.as(key).get("/v1/credits");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().path("code").isIntegralNumber()).isTrue();
    assertThat(answer.error().path("code").asInt()).isEqualTo(status);
    assertThat(answer.error().path("type").asString()).isEqualTo(type);
  }

  @Test
  void keyWithoutCreditsMayLookAtItsEmptyAccount() {
    Api.Answer answer = api.as("sk-evo-no-credits").get("/v1/credits");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("data").path("user").path("remaining_credits").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"'', 401", "sk-evo-invalid, 401", "sk-evo-forbidden, 403", "sk-evo-throttled, 429"})
  void fileServiceRefusesInItsOwnWords(String key, int status) {
    Api.Answer answer = api.as(key).get("/api/v1/files/quota");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("success").asBoolean()).isFalse();
    assertThat(answer.json().path("code").asInt()).isEqualTo(status);
    assertThat(answer.json().path("msg").asString()).isNotBlank();
  }

  @Test
  void throttlingTellsWhenToComeBack() {
    assertThat(api.as("sk-evo-throttled").submit(cat()).header("Retry-After")).isEqualTo("1");
    assertThat(api.as("sk-evo-throttled").get("/v1/credits").header("Retry-After")).isEqualTo("1");
  }

  @Test
  void forbiddenKeyIsToldTheModel() {
    String model = "gemini-3-pro-image-preview";

    assertThat(api.as("sk-evo-forbidden").submit(cat().put("model", model)).message())
        .isEqualTo("Token does not have access to model: " + model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-test", "x", "anything at all"})
  void everyOtherKeyIsWelcome(String key) {
    assertThat(api.as(key).submit(cat()).status()).isEqualTo(200);
  }
}
