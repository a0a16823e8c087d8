package ai.evolink;

import static ai.evolink.FakeTasks.refusal;
import static ai.evolink.FakeTasks.snapshot;
import static ai.evolink.WaiterFixture.every;
import static ai.evolink.WaiterFixture.options;
import static ai.evolink.WaiterFixture.s;
import static ai.evolink.WaiterFixture.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.internal.poll.TaskReader;
import ai.evolink.internal.thread.Continuations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failed polls are waited out, and which end the wait. */
@Timeout(60)
class PollFailureTest {
  private final WaiterFixture f = new WaiterFixture();

  @AfterEach
  void close() {
    f.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 404, 408, 425, 429, 500, 502, 503, 504, 524})
  void passingRefusalsAreWaitedOut(int status) {
    f.service.lives(
        "a",
        at -> {
          if (at.compareTo(s(8)) < 0) {
            throw refusal(status);
          }
          return snapshot("a", "completed");
        });
    TaskFuture wait = f.await("a");
    f.pass(10);
    assertThat(wait).isCompleted();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 405, 410, 422})
  void finalRefusalsEndTheWait(int status) {
    f.service.lives(
        "a",
        at -> {
          throw refusal(status);
        });
    TaskFuture wait = f.await("a");
    f.pass(5);
    assertThat(catchThrowableOfType(ApiException.class, wait::result).statusCode())
        .isEqualTo(status);
    assertThat(f.waiter.pending()).isZero();
  }

  @Test
  void aTaskThatIsUnknownAfterTenSecondsEndsTheWait() {
    f.service.lives(
        "a",
        at -> {
          throw refusal(404);
        });
    TaskFuture wait = f.await("a");
    f.pass(9.9);
    assertThat(wait).isNotDone();
    f.pass(0.1);
    assertThat(catchThrowableOfType(ApiException.class, wait::result).statusCode()).isEqualTo(404);
  }

  @Test
  void ioFailuresAreWaitedOutUntilTheDeadline() {
    f.service.lives(
        "a",
        at -> {
          throw new TransportException("no route", new IOException("no route"));
        });
    TaskFuture wait = f.await("a", options(5, Duration.ofSeconds(30)));
    f.pass(30);
    TaskTimeoutException e = catchThrowableOfType(TaskTimeoutException.class, wait::result);
    assertThat(e).hasMessageContaining("not seen yet, 6 polls, the last of which failed.");
    assertThat(e).hasCauseInstanceOf(TransportException.class);
  }

  @Test
  void retryAfterIsHonouredEveryTime() {
    f.service.lives(
        "a",
        at -> {
          if (at.compareTo(s(40)) < 0) {
            throw refusal(at.compareTo(s(20)) < 0 ? 429 : 503, Duration.ofSeconds(17));
          }
          return snapshot("a", "completed");
        });
    TaskFuture wait = f.await("a", options(2, Duration.ofMinutes(5)));
    f.pass(60);
    assertThat(f.service.readTimes("a")).isEqualTo(seconds(2, 19, 36, 53));
    assertThat(wait).isCompleted();
  }

  @Test
  void retryAfterIsCappedByTheDeadline() {
    f.service.lives(
        "a",
        at -> {
          if (at.compareTo(s(10)) < 0) {
            throw refusal(429, Duration.ofHours(1));
          }
          return snapshot("a", "completed");
        });
    TaskFuture wait = f.await("a", options(2, Duration.ofSeconds(30)));
    f.pass(30);
    assertThat(f.service.readTimes("a")).isEqualTo(seconds(2, 29));
    assertThat(wait).isCompleted();
  }

  @Test
  void whatAPollThrowsEndsTheWait() {
    f.service.lives(
        "a",
        at -> {
          throw new IllegalStateException("a bug");
        });
    TaskFuture wait = f.await("a");
    f.pass(5);
    assertThatThrownBy(wait::result)
        .isInstanceOf(EvolinkException.class)
        .hasRootCauseMessage("a bug")
        .hasMessageEndingWith(".result();");
  }

  @Test
  void aReaderThatThrowsOrAnswersNothingEndsTheWait() {
    TaskReader[] readers = {
      id -> {
        throw new StackOverflowError("deep");
      },
      id -> CompletableFuture.completedFuture(null)
    };
    for (TaskReader reader : readers) {
      try (TaskWaits waiter =
          new TaskWaits(
              reader,
              WaiterFixture::generation,
              new Continuations(Runnable::run, Runnable::run, f.clock, f.log),
              PollBudget.ofDefaults(),
              new java.util.Random(1),
              DurationHistory.off())) {
        TaskFuture wait = waiter.follow(f.task("a"), every(5));
        assertThatThrownBy(wait::result).isInstanceOf(EvolinkException.class);
      }
    }
  }

  @Test
  void aPolicyThatThrowsIsReplacedAndLoggedOnce() {
    f.service.completesAt("a", s(12));
    WaitOptions options =
        WaitOptions.builder()
            .policy(
                context -> {
                  throw new IllegalStateException("no idea");
                })
            .build();
    TaskFuture wait = f.await("a", options);
    f.pass(15);
    assertThat(wait).isCompleted();
    assertThat(f.service.readTimes("a")).isEqualTo(seconds(5, 10, 15));
    assertThat(f.log.lines()).singleElement().asString().contains("A poll policy threw");
  }

  @Test
  void aPolicyThatWantsNoPauseGetsALittleOne() {
    f.service.completesAt("a", s(0.1));
    TaskFuture wait = f.await("a", WaitOptions.builder().policy(context -> Duration.ZERO).build());
    f.pass(0.1);
    assertThat(wait).isCompleted();
    assertThat(f.service.reads()).hasSize(10);
  }

  /** A clock that is years away from that of the machine, as in a test of the caller's. */
  @ParameterizedTest
  @ValueSource(strings = {"1999-01-01T00:00:00Z", "2100-01-01T00:00:00Z"})
  void aYoungTaskMayBeUnknownOnAnyClock(String start) {
    VirtualClock clock = new VirtualClock(Instant.parse(start));
    FakeTasks service = new FakeTasks(clock);
    service.lives(
        "a",
        at -> {
          if (at.compareTo(Duration.ofSeconds(4)) < 0) {
            throw refusal(404);
          }
          return FakeTasks.withOneFile("a");
        });
    try (TaskWaits waits =
        new TaskWaits(
            service,
            WaiterFixture::generation,
            new Continuations(Runnable::run, Runnable::run, clock, new RecordingLog()),
            PollBudget.ofDefaults(),
            new Random(1),
            DurationHistory.off())) {
      TaskFuture byId = waits.follow(TaskHandle.ofId("a"), WaiterFixture.every(1));
      clock.advance(Duration.ofSeconds(5));
      assertThat(byId).isCompleted();
      assertThat(byId.result().task().submittedAt()).isEqualTo(Instant.parse(start));
    }
  }

  @Test
  void anIdThatTellsAnOldSubmitIsUnknownForGood() {
    String id = TaskHandle.ID_PREFIX + "1757165031-uyujaw3d";
    f.service.lives(
        id,
        at -> {
          throw refusal(404);
        });
    TaskFuture wait = f.waiter.follow(TaskHandle.ofId(id), WaiterFixture.every(1));
    f.pass(0.1);
    assertThat(catchThrowableOfType(ApiException.class, wait::result).statusCode()).isEqualTo(404);
  }
}
