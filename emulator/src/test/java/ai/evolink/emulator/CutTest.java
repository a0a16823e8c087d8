package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that end badly, seen from a bare socket. */
@Timeout(60)
class CutTest {

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

  @AfterEach
  void reset() {
    emulator.reset();
  }

  private static RawCall submit() throws IOException {
    return RawCall.post(emulator, Api.IMAGES, Api.cat().toString());
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void everyCutIsAResetAndHappensOnce(Cut cut) throws IOException {
    emulator.inject(Fault.cut(cut).once());
    RawCall call = submit();

    assertThat(call.reset()).as("%s", call).isTrue();
    assertThat(emulator.faults()).isEmpty();
    assertThat(submit().answer()).startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void cutDecidesWhetherTheTaskIsThere(Cut cut) throws IOException {
    emulator.inject(Fault.cut(cut).once());
    submit();

    boolean made = cut == Cut.DURING_RESPONSE_HEADERS || cut == Cut.DURING_RESPONSE_BODY;
    assertThat(emulator.submissions()).hasSize(cut.comesBeforeTheWholeRequest() ? 0 : 1);
    assertThat(emulator.submissions().stream().filter(s -> s.taskId().isPresent()))
        .hasSize(made ? 1 : 0);
    assertThat(api.get("/v1/credits").json().path("data").path("user").path("remaining_credits"))
        .hasToString(made ? "999998.4" : "1000000");
  }

  @Test
  void answerOfAChargedSubmitCanGetLost() throws IOException {
    emulator.inject(Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE));
    RawCall call = submit();

    assertThat(call).isEqualTo(new RawCall("", true));
    Submission lost = emulator.submissions().get(0);
    assertThat(lost.status()).isEqualTo(200);
    assertThat(lost.fault()).hasToString("Optional[" + emulator.faults().get(0) + "]");
    assertThat(api.task(lost.taskId().orElseThrow()).status()).isEqualTo(200);
  }

  @Test
  void submitThatWasReadButNotProcessedIsRemembered() throws IOException {
    emulator.inject(Fault.cut(Cut.AFTER_REQUEST));
    submit();

    Submission lost = emulator.submissions().get(0);
    assertThat(lost.prompt()).isEqualTo("A cat");
    assertThat(lost.status()).isZero();
    assertThat(lost.taskId()).isEmpty();
  }

  @Test
  void headersAreCutInTheirMiddle() throws IOException {
    emulator.inject(Fault.cut(Cut.DURING_RESPONSE_HEADERS).once());

    assertThat(submit().answer())
        .isEqualTo("HTTP/1.1 200 Emulated\r\nContent-Type: application/json\r\nContent-Le");
  }

  @Test
  void bodyIsCutInItsMiddle() throws IOException {
    emulator.inject(Fault.cut(Cut.DURING_RESPONSE_BODY).once());
    RawCall call = submit();

    assertThat(call.body()).hasSize(call.announced() / 2).startsWith("{\"created\":");
  }

  @Test
  void truncatedBodyEndsInGoodOrder() throws IOException {
    emulator.inject(Fault.truncatedBody().once());
    RawCall call = submit();

    assertThat(call.reset()).isFalse();
    assertThat(call.body()).hasSize(call.announced() / 2);
  }

  @Test
  void largeBodyIsCutBeforeItIsThere() throws IOException {
    emulator.inject(Fault.cut(Cut.DURING_BODY).once());
    String body = Api.cat().put("prompt", "x".repeat(8 << 20)).toString();
    RawCall call = RawCall.post(emulator, Api.IMAGES, body);

    assertThat(call).isEqualTo(new RawCall("", true));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cut.class,
      names = {"BEFORE_BODY", "DURING_BODY", "AFTER_REQUEST", "DURING_RESPONSE_BODY"})
  void readsAreCutToo(Cut cut) throws IOException {
    emulator.inject(Fault.cut(cut).on(ApiOperation.GET_CREDITS).once());
    RawCall call = RawCall.get(emulator, "/v1/credits");

    assertThat(call.reset()).isTrue();
    assertThat(call.answer().isEmpty()).isEqualTo(cut != Cut.DURING_RESPONSE_BODY);
  }
}
