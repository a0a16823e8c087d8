package ai.evolink;

import static ai.evolink.FakeTasks.refusal;
import static ai.evolink.FakeTasks.snapshot;
import static ai.evolink.WaiterFixture.options;
import static ai.evolink.WaiterFixture.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.model.TaskErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutcomesTest {
  private final WaiterFixture f = new WaiterFixture();
  private final WaitOptions options = options(5, Duration.ofSeconds(60));

  @AfterEach
  void close() {
    f.close();
  }

  private List<TaskHandle> oneOfEach() {
    f.service.completesAt("completed", s(10));
    f.service.endsAs("failed", FakeTasks.failed("failed", TaskErrorCode.SERVICE_ERROR, "no"));
    f.service.endsAs("cancelled", snapshot("cancelled", "cancelled"));
    f.service.lives(
        "refused",
        at -> {
          throw refusal(403);
        });
    return List.of(
        f.task("completed"),
        f.task("failed"),
        f.task("pending"),
        f.task("cancelled"),
        f.task("refused"),
        f.task("completed"));
  }

  @Test
  void allTellsHowEachEndedInTheirOrder() {
    EvolinkFuture<List<Outcome>> all = Outcomes.all(f.waiter, oneOfEach(), options);
    f.pass(59.9);
    assertThat(all).isNotDone();
    f.pass(0.1);
    List<Outcome> outcomes = all.result();
    assertThat(outcomes)
        .map(outcome -> outcome.task().id() + " " + outcome.getClass().getSimpleName())
        .containsExactly(
            "completed Completed",
            "failed Failed",
            "pending Unfinished",
            "cancelled Cancelled",
            "refused Unfinished",
            "completed Completed");
    assertThat(outcomes.get(0).result()).isPresent();
    assertThat(outcomes.get(2).problem()).containsInstanceOf(TaskTimeoutException.class);
    assertThat(outcomes.get(4).problem()).containsInstanceOf(ApiException.class);
  }

  @Test
  void allOfNothingIsDone() {
    assertThat(Outcomes.all(f.waiter, List.of(), options).result()).isEmpty();
  }

  @Test
  void cancellingAllEndsEveryWait() {
    EvolinkFuture<List<Outcome>> all =
        Outcomes.all(f.waiter, List.of(f.task("a"), f.task("b")), options);
    EvolinkFuture<Integer> size = all.thenApply(List::size);
    assertThat(f.waiter.pending()).isEqualTo(2);
    size.cancel(true);
    assertThat(all.isCancelled()).isTrue();
    assertThat(f.waiter.pending()).isZero();
  }

  @Test
  void closingTheClientLosesNoOutcome() {
    EvolinkFuture<List<Outcome>> all =
        Outcomes.all(f.waiter, List.of(f.task("a"), f.task("b")), options);
    f.waiter.close();
    assertThat(all.result())
        .allSatisfy(
            outcome ->
                assertThat(outcome.problem()).containsInstanceOf(ClientClosedException.class));
  }

  @Test
  void forEachCompletedHandsOverEachOutcomeOnTheCallingThread() throws Exception {
    List<TaskHandle> tasks = oneOfEach();
    AtomicBoolean over = new AtomicBoolean();
    Thread clock =
        new Thread(
            () -> {
              while (!over.get()) {
                f.pass(0.1);
              }
            });
    clock.setDaemon(true);
    List<String> ids = new ArrayList<>();
    Thread caller = Thread.currentThread();
    clock.start();
    Outcomes.forEachCompleted(
        f.waiter,
        tasks,
        options,
        outcome -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          ids.add(outcome.task().id());
        });
    over.set(true);
    clock.join();
    assertThat(ids)
        .containsExactlyInAnyOrder(
            "completed", "completed", "failed", "cancelled", "refused", "pending");
  }

  @Test
  void aSinkThatThrowsEndsTheOtherWaits() {
    f.service.completesAt("a", s(0));
    assertThatThrownBy(
            () ->
                Outcomes.forEachCompleted(
                    f.waiter,
                    List.of(f.task("a"), f.task("b")),
                    options,
                    outcome -> {
                      throw new IllegalStateException("full");
                    }))
        .hasMessage("full");
    assertThat(f.waiter.pending()).isZero();
  }

  @Test
  void anInterruptEndsTheWaits() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                Outcomes.forEachCompleted(
                    f.waiter, List.of(f.task("a"), f.task("b")), options, outcome -> {}))
        .isInstanceOf(WaitInterruptedException.class)
        .hasMessage(
            "Interrupted while waiting for 2 more tasks. The tasks live on; wait for them again by"
                + " their handles.");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(f.waiter.pending()).isZero();
  }
}
