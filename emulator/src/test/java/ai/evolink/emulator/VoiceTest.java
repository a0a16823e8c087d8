package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A voice is made by one task and named by another. */
class VoiceTest {

  private final ManualClock clock = EmulatorClock.manual();
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().clock(clock).pace(Duration.ofSeconds(30)).start();
  private final Api api = new Api(emulator);

  @AfterEach
  void stop() {
    emulator.close();
  }

  private String enrol() {
    SampleRequest sample = SampleRequest.of("voice-enrollment");
    return sample.submit(api, sample.body()).id();
  }

  private String enrolled() {
    String id = enrol();
    clock.advance(Duration.ofSeconds(30));
    return api.task(id).json().at("/result_data/voice").asString();
  }

  private static Api.Answer speak(Api as, String voice) {
    SampleRequest sample = SampleRequest.of("qwen-audio-3.1-tts-flash");
    ObjectNode body = sample.body().put("voice", voice);
    return sample.submit(as, body);
  }

  private void refused(Api.Answer answer, String code) {
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().path("code").asString()).isEqualTo(code);
    assertThat(answer.error().path("param").asString()).isEqualTo("voice");
    assertThat(answer.error().path("type").asString()).isEqualTo("invalid_request_error");
  }

  @Test
  void voiceSpeaksForSixHoursForTheAccountThatMadeIt() {
    String voice = enrolled();

    assertThat(speak(api, voice).status()).isEqualTo(200);
    refused(speak(api.as("sk-other"), voice), "voice_not_found");
    clock.advance(Duration.ofHours(6));
    assertThat(speak(api, voice).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    refused(speak(api, voice), "voice_expired");
  }

  @Test
  void voiceThatNobodyMadeIsNotFound() {
    refused(speak(api, "qwen-audio-3.1-tts-flash-anna-0"), "voice_not_found");
  }

  @Test
  void voiceOfTheSystemNeedsNoTask() {
    assertThat(speak(api, "Emily_v3.1").status()).isEqualTo(200);
  }

  @Test
  void refusedVoiceReservesNothing() {
    String before = api.get("/v1/credits").json().toString();
    speak(api, "qwen-audio-3.1-tts-flash-anna-0");

    assertThat(api.get("/v1/credits").json()).hasToString(before);
  }
}
