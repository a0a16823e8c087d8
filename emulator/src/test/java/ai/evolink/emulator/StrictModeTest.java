package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class StrictModeTest {

  private static EvolinkEmulator emulator;
  private static Api api;

  @BeforeAll
  static void start() {
    emulator = EvolinkEmulator.builder().mode(Mode.STRICT).pace(Duration.ZERO).start();
    api = new Api(emulator);
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gemini-2.5-flash-image   | {"quality":"2K"}                        | quality
          gemini-2.5-flash-image   | {"sead":1}                              | sead
          gemini-2.5-flash-image   | {"sead":null}                           | sead
          mj-v7                    | {"model_params":{"sped":"fast"}}        | model_params.sped
          doubao-seedream-5.0-lite | {"model_params":{"tools":[{"type":"web_search","x":1}]}} | model_params.tools[0].x
          minimax-h3-text-to-video | {"seed":1}                              | seed
          """)
  void fieldThatTheModelDoesNotHaveIsRefused(String model, String json, String param) {
    SampleRequest sample = SampleRequest.of(model);
    ObjectNode more = (ObjectNode) Json.read(json.getBytes(StandardCharsets.UTF_8));
    Api.Answer answer = sample.submit(api, sample.body().setAll(more));

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(400);
    assertThat(answer.error().path("param").asString()).isEqualTo(param);
    assertThat(answer.error().path("code").asString()).isEqualTo("invalid_request");
    assertThat(answer.message()).isEqualTo(param + " is not a parameter of this model");
  }

  @Test
  void everySampleIsTaken() {
    for (SampleRequest sample : SampleRequest.all()) {
      Api.Answer answer = sample.submit(api, sample.body());

      assertThat(answer.status()).as("%s %s", sample, answer.json()).isEqualTo(200);
    }
  }

  @Test
  void mapsOfTheCallersOwnNamesAreTaken() {
    SampleRequest sample = SampleRequest.of("wan2.7-reference-video");
    ObjectNode body = sample.body();
    body.putArray("image_urls").add("https://example.com/a.png");
    body.putObject("model_params")
        .putObject("voice_bindings")
        .put("image1", "https://example.com/a.mp3");

    assertThat(sample.submit(api, body).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"LOCAL", "LENIENT"})
  void otherModesTakeWhatTheServiceMayTakeTomorrow(Mode mode) {
    try (EvolinkEmulator open = EvolinkEmulator.builder().mode(mode).start()) {
      assertThat(new Api(open).submit(cat().put("sead", 1)).status()).isEqualTo(200);
    }
  }
}
