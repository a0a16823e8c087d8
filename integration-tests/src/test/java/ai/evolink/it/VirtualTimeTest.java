package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.TaskFuture;
import ai.evolink.TaskTimeoutException;
import ai.evolink.VideoRequest;
import ai.evolink.VirtualClock;
import ai.evolink.WaitOptions;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EmulatorClock;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.ManualClock;
import ai.evolink.model.VideoModel;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clocks of both sides go together, and only while nothing is on its way between them. */
@Timeout(120)
class VirtualTimeTest {
  private static final VideoRequest WAVES =
      VideoRequest.builder(VideoModel.of("seedance-1.5-pro"), "Waves at night").build();
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualClock service = EmulatorClock.manual();
  private final VirtualClock client = new VirtualClock(service.now());
  private EvolinkEmulator emulator;
  private EvolinkClient evolink;

  @BeforeEach
  void start() {
    emulator = EvolinkEmulator.builder().clock(service).pace(HOUR).start();
    evolink = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).clock(client).build();
  }

  @AfterEach
  void stop() {
    evolink.close();
    emulator.close();
  }

  /** Lets time pass on both sides until the wait is over. */
  private void pass(TaskFuture wait) {
    wait.submitted().result();
    while (!wait.isDone()) {
      if (evolink.callsInFlight() == 0) { // else an answer is on its way
        client
            .untilNextAlarm()
            .ifPresent(
                step -> {
                  service.advance(step); // the task moves, callbacks are delivered
                  client.advance(step); // the client asks again
                });
      }
      Thread.onSpinWait();
    }
  }

  private static WaitOptions within(Duration deadline) {
    return WaitOptions.builder().deadline(deadline).build();
  }

  @Test
  void videoOfAnHourIsWaitedForInAMoment() {
    Instant start = service.now();
    TaskFuture video = evolink.videos().generate(WAVES, within(Duration.ofHours(2)));
    pass(video);

    Generation made = video.result();
    assertThat(made.artifacts()).hasSize(1);
    Duration waited = Duration.between(start, service.now());
    assertThat(waited).isBetween(HOUR, HOUR.plusMinutes(5));
    assertThat(client.instant()).isEqualTo(start.plus(waited));
  }

  @Test
  void deadlineIsMetToTheSecond() {
    Instant start = service.now();
    TaskFuture video = evolink.videos().generate(WAVES, within(Duration.ofMinutes(59)));
    pass(video);

    assertThatExceptionOfType(TaskTimeoutException.class).isThrownBy(video::result);
    assertThat(Duration.between(start, service.now())).isEqualTo(Duration.ofMinutes(59));
  }

  @Test
  void slowAnswersDoNotEatTheDeadline() {
    emulator.inject(Fault.delay(Duration.ofMillis(50)).on(ApiOperation.GET_TASK).times(5));
    TaskFuture video = evolink.videos().generate(WAVES, within(HOUR.plusMinutes(5)));
    pass(video);

    assertThat(video.result().artifacts()).hasSize(1);
  }

  @Test
  void outageOfHalfAnHourIsWaitedOut() {
    emulator.inject(
        Fault.status(503).retryAfter(Duration.ofMinutes(2)).on(ApiOperation.GET_TASK).times(15));
    TaskFuture video = evolink.videos().generate(WAVES, within(Duration.ofHours(2)));
    pass(video);

    assertThat(video.result().artifacts()).hasSize(1);
    assertThat(emulator.faults()).isEmpty();
  }
}
