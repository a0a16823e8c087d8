package ai.evolink;

import static ai.evolink.FakeTasks.snapshot;
import static ai.evolink.WaiterFixture.every;
import static ai.evolink.WaiterFixture.s;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cancel, time-outs and completion by hand do to a wait and to the stages around it. */
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(60)
class EvolinkFutureTest {
  private final WaiterFixture f = new WaiterFixture();

  @AfterEach
  void close() {
    f.close();
  }

  // ---- cancel travels back

  static List<Function<TaskFuture, EvolinkFuture<?>>> derivations() {
    CompletableFuture<String> other = new CompletableFuture<>();
    return List.of(
        wait -> wait.thenApply(made -> 1),
        wait -> wait.thenApply(made -> 1).thenApply(one -> 2).thenAccept(two -> {}),
        wait -> wait.thenApplyAsync(made -> 1),
        wait -> wait.thenCompose(made -> other),
        wait -> wait.thenCombine(other, (made, text) -> 1),
        wait -> wait.runAfterBoth(other, () -> {}),
        wait -> wait.acceptEither(new CompletableFuture<>(), made -> {}),
        wait -> wait.whenComplete((made, failure) -> {}),
        wait -> wait.handle((made, failure) -> 1),
        wait -> wait.exceptionally(failure -> null),
        wait -> wait.exceptionallyCompose(failure -> new CompletableFuture<>()),
        wait -> wait.copy());
  }

  @ParameterizedTest
  @MethodSource("derivations")
  void cancellingADerivedStageEndsTheWait(Function<TaskFuture, EvolinkFuture<?>> derive) {
    TaskFuture wait = f.await("a");
    EvolinkFuture<?> stage = derive.apply(wait);
    assertThat(stage.cancel(true)).isTrue();
    assertThat(stage.isCancelled()).isTrue();
    assertThat(wait.isCancelled()).isTrue();
    assertThat(f.waiter.pending()).isZero();
    f.pass(3600);
    assertThat(f.service.reads()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("derivations")
  void theTimeoutOfADerivedStageEndsTheWait(Function<TaskFuture, EvolinkFuture<?>> derive) {
    TaskFuture wait = f.await("a");
    EvolinkFuture<?> stage = derive.apply(wait).orTimeout(3, SECONDS);
    f.pass(2.9);
    assertThat(wait).isNotDone();
    f.pass(0.1);
    assertThatThrownBy(stage::result).hasRootCauseInstanceOf(TimeoutException.class);
    assertThat(wait.isCancelled()).isTrue();
    assertThat(f.service.reads()).isEmpty();
  }

  @Test
  void aPlaceholderAfterATimeoutEndsTheWait() {
    TaskFuture wait = f.await("a");
    EvolinkFuture<String> stage =
        wait.thenApply(made -> "made").completeOnTimeout("placeholder", 3, SECONDS);
    f.pass(3);
    assertThat(stage.result()).isEqualTo("placeholder");
    assertThat(wait.isCancelled()).isTrue();
  }

  @Test
  void orTimeoutOnTheWaitItselfEndsItWithATimeoutException() {
    TaskFuture wait = f.await("a");
    wait.orTimeout(7, SECONDS);
    f.pass(7);
    assertThatThrownBy(wait::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(f.waiter.pending()).isZero();
    assertThat(f.continuations.timers().size()).isZero();
  }

  @Test
  void aTimeoutThatIsNotNeededIsTakenBack() {
    f.service.completesAt("a", s(4));
    TaskFuture wait = f.await("a");
    wait.orTimeout(60, SECONDS);
    f.pass(5);
    assertThat(wait).isCompleted();
    assertThat(f.continuations.timers().size()).isZero();
  }

  @Test
  void cancelReachesTheWaitThatAThenComposeHasLedTo() {
    f.service.completesAt("a", s(1));
    TaskFuture first = f.await("a");
    TaskFuture[] second = new TaskFuture[1];
    EvolinkFuture<Generation> both = first.thenCompose(made -> second[0] = f.await("b"));
    f.pass(5);
    assertThat(first).isCompleted();
    both.cancel(true);
    assertThat(second[0].isCancelled()).isTrue();
    assertThat(f.waiter.pending()).isZero();
  }

  @Test
  void aCancelledThenComposeStartsNothing() {
    AtomicInteger started = new AtomicInteger();
    TaskFuture wait = f.await("a");
    EvolinkFuture<Generation> both =
        wait.thenCompose(
            made -> {
              started.incrementAndGet();
              return f.await("b");
            });
    both.thenAccept(made -> {}).cancel(true);
    f.pass(3600);
    assertThat(started).hasValue(0);
  }

  @Test
  void siblingsOfACancelledStageFailWithIt() {
    TaskFuture wait = f.await("a");
    EvolinkFuture<Integer> left = wait.thenApply(made -> 1);
    EvolinkFuture<Integer> right = wait.thenApply(made -> 2);
    left.cancel(true);
    assertThatThrownBy(right::result).isInstanceOf(CancellationException.class);
  }

  @Test
  void cancelDoesNotTravelThroughAllOf() {
    TaskFuture wait = f.await("a");
    CompletableFuture<Void> all = CompletableFuture.allOf(wait);
    all.cancel(true);
    assertThat(wait).isNotDone();
  }

  @Test
  void cancelDoesNotTravelThroughADetachedFuture() {
    f.service.completesAt("a", s(4));
    TaskFuture wait = f.await("a");
    wait.detached().cancel(true);
    EvolinkFuture<Generation> second = wait.detached();
    assertThat(wait).isNotDone();
    f.pass(5);
    assertThat(second.result()).isSameAs(wait.result());
  }

  @Test
  void completingAStageByHandLeavesItsSourceAlone() {
    f.service.completesAt("a", s(4));
    TaskFuture wait = f.await("a");
    EvolinkFuture<Integer> stage = wait.thenApply(made -> 1);
    stage.complete(2);
    assertThat(wait).isNotDone();
    f.pass(5);
    assertThat(wait).isCompleted();
    assertThat(stage.result()).isEqualTo(2);
  }

  @Test
  void completingTheWaitByHandEndsItsPolls() {
    TaskFuture wait = f.await("a");
    Generation mine = WaiterFixture.generation(f.task("mine"), snapshot("mine", "completed"));
    assertThat(wait.complete(mine)).isTrue();
    assertThat(wait.complete(mine)).isFalse();
    assertThat(wait.completeExceptionally(new IOException())).isFalse();
    assertThat(wait.cancel(true)).isFalse();
    f.pass(3600);
    assertThat(f.service.reads()).isEmpty();
    assertThat(wait.getNow(null)).isSameAs(mine);
  }

  @Test
  void completeAsyncEndsTheWaitToo() {
    TaskFuture wait = f.await("a");
    assertThat(
            wait.completeAsync(
                () -> {
                  throw new IllegalStateException("no");
                }))
        .isSameAs(wait);
    assertThatThrownBy(wait::result).isInstanceOf(IllegalStateException.class).hasMessage("no");
    assertThat(f.waiter.pending()).isZero();
  }

  @Test
  void resultsAreFinal() {
    TaskFuture wait = f.await("a");
    assertThatThrownBy(() -> wait.obtrudeException(new IOException()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> wait.obtrudeValue(null))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  // ---- sharing

  @Test
  void waitsOnOneTaskShareTheirPolls() {
    f.service.completesAt("a", s(14));
    TaskFuture first = f.await("a");
    TaskFuture second = f.waiter.follow(f.task("a"), every(5));
    f.pass(15);
    assertThat(first.result().task()).isEqualTo(second.result().task());
    assertThat(f.service.reads()).hasSize(3);
    assertThat(first.trace()).hasToString(second.trace().toString());
  }

  @Test
  void cancellingOneOfTwoWaitsLeavesTheOther() {
    f.service.completesAt("a", s(14));
    TaskFuture first = f.await("a");
    TaskFuture second = f.await("a");
    f.service.hold();
    f.pass(5);
    first.cancel(true);
    assertThat(f.service.lastRead().answer()).isNotDone();
    f.service.release();
    f.service.lastRead().answer().complete(snapshot("a", "processing"));
    f.pass(10);
    assertThat(second).isCompleted();
    assertThat(first.isCancelled()).isTrue();
  }

  @Test
  void eachOfTwoWaitsHasItsOwnDeadline() {
    TaskFuture first = f.await("a", WaiterFixture.options(5, Duration.ofSeconds(10)));
    TaskFuture second = f.await("a", WaiterFixture.options(5, Duration.ofSeconds(30)));
    f.pass(10);
    assertThatThrownBy(first::result).isInstanceOf(TaskTimeoutException.class);
    assertThat(second).isNotDone();
    f.pass(20);
    assertThatThrownBy(second::result).isInstanceOf(TaskTimeoutException.class);
  }

  @Test
  void theMostImpatientOfTwoWaitsSetsThePace() {
    f.await("a", every(60)).detached();
    f.pass(1);
    TaskFuture second = f.await("a", every(5));
    f.pass(20);
    assertThat(f.service.readTimes("a")).isEqualTo(WaiterFixture.seconds(6, 11, 16, 21));
    assertThat(second).isNotDone();
  }

  // ---- result

  @Test
  void resultAtMostEndsTheCallOnly() throws Exception {
    f.service.completesAt("a", s(20));
    TaskFuture wait = f.await("a");
    Thread clock = advanceWhenAlarmed(3);
    TaskTimeoutException e =
        catchThrowableOfType(TaskTimeoutException.class, () -> wait.result(s(3)));
    clock.join(10_000);
    assertThat(e.task()).contains(f.task("a"));
    assertThat(e).hasMessageContaining("This future still waits for it");
    assertThat(wait).isNotDone();
    f.pass(20);
    assertThat(wait.result(Duration.ZERO).task().id()).isEqualTo("a");
  }

  @Test
  void resultAtMostOnADerivedStageNamesTheTaskToo() {
    TaskFuture wait = f.await("a");
    EvolinkFuture<Integer> stage = wait.thenApply(made -> 1).thenApply(one -> 2);
    TaskTimeoutException e =
        catchThrowableOfType(TaskTimeoutException.class, () -> stage.result(Duration.ZERO));
    assertThat(e.task()).contains(f.task("a"));
  }

  @Test
  void resultAtMostBeforeTheSubmitIsAnsweredHasNoTask() {
    TaskFuture wait = f.waiter.await(new CompletableFuture<>(), every(5));
    TaskTimeoutException e =
        catchThrowableOfType(TaskTimeoutException.class, () -> wait.result(Duration.ZERO));
    assertThat(e.task()).isEmpty();
    assertThat(e)
        .hasMessage(
            "The service has not answered the submit within 0 s. The submit goes on; ask this"
                + " future for its result again.");
  }

  @Test
  void interruptionEndsTheWaitAndNamesTheTask() {
    TaskFuture wait = f.await("a");
    EvolinkFuture<Integer> stage = wait.thenApply(made -> 1);
    Thread.currentThread().interrupt();
    WaitInterruptedException e =
        catchThrowableOfType(WaitInterruptedException.class, stage::result);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.task()).contains(f.task("a"));
    assertThat(e).hasMessageEndingWith("\").result();");
    assertThat(wait.isCancelled()).isTrue();
  }

  @Test
  void resultShowsWhereItWasCalled() {
    f.service.endsAs("a", snapshot("a", "cancelled"));
    TaskFuture wait = f.await("a");
    f.pass(5);
    Throwable e = catchThrowableOfType(TaskCancelledException.class, wait::result);
    assertThat(e.getSuppressed())
        .singleElement()
        .asString()
        .contains("The result was asked for here");
    assertThat(e.getSuppressed()[0].getStackTrace())
        .anyMatch(at -> at.getClassName().equals(EvolinkFutureTest.class.getName()));
  }

  /** Moves the clock once the main thread has set an alarm that is nearer than the next poll. */
  private Thread advanceWhenAlarmed(double seconds) {
    Thread thread =
        new Thread(
            () -> {
              while (f.clock.untilNextAlarm().orElseThrow().compareTo(s(seconds)) > 0) {
                Thread.onSpinWait();
              }
              f.pass(seconds);
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
