package ai.evolink.it;

import static ai.evolink.it.WithEmulator.OFTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SDK against what the emulator can do to it. */
@Timeout(120)
class EmulatorFaultsTest {
  @RegisterExtension
  static EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(50)).startForJUnit();

  private final EvolinkClient evolink =
      EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build();

  @AfterEach
  void close() {
    evolink.close();
  }

  static Stream<Fault> thatLeaveASubmitUncertain() {
    return Stream.of(
        Fault.cut(Cut.AFTER_REQUEST),
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing(),
        Fault.cut(Cut.DURING_RESPONSE_HEADERS),
        Fault.cut(Cut.DURING_RESPONSE_BODY),
        Fault.truncatedBody(),
        Fault.malformedJson(),
        Fault.status(500).withoutBody().afterProcessing(),
        Fault.status(502).body("text/html", "<h1>Bad Gateway</h1>"));
  }

  @ParameterizedTest
  @MethodSource("thatLeaveASubmitUncertain")
  void uncertainSubmitIsTriedOnceAndSaysSo(Fault fault) {
    emulator.inject(fault.on(ApiOperation.SUBMITS));
    SubmissionUncertainException uncertain =
        catchThrowableOfType(
            SubmissionUncertainException.class,
            () -> evolink.images().submit(ImageRequest.of("A cat")).result());

    assertThat(uncertain.charge()).isEqualTo(Charge.UNKNOWN);
    assertThat(emulator.submissions())
        .singleElement()
        .extracting(Submission::prompt)
        .isEqualTo("A cat");
  }

  @Test
  void pollsThatFailAreWaitedOut() {
    emulator.inject(
        Fault.status(503).on(ApiOperation.GET_TASK).once(),
        Fault.cut(Cut.DURING_RESPONSE_BODY).on(ApiOperation.GET_TASK).once(),
        Fault.malformedJson().on(ApiOperation.GET_TASK).once(),
        Fault.unknownValues().on(ApiOperation.GET_TASK).once(),
        Fault.unknownFields().on(ApiOperation.GET_TASK));

    assertThat(evolink.images().generate(ImageRequest.of("A cat"), OFTEN).result().artifacts())
        .hasSize(1);
    assertThat(emulator.faults()).hasSize(1);
  }

  @Test
  void deadLinkIsAnError() {
    Generation cat = evolink.images().generate(ImageRequest.of("A cat"), OFTEN).result();
    emulator.inject(Fault.status(410).on(ApiOperation.DOWNLOAD_RESULT).once());

    assertThatExceptionOfType(EvolinkException.class)
        .isThrownBy(() -> cat.only().open().close())
        .withMessageContaining("410");
  }
}
