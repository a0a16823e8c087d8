package ai.evolink;

import static ai.evolink.FakeTasks.processing;
import static ai.evolink.FakeTasks.refusal;
import static ai.evolink.WaiterFixture.options;
import static ai.evolink.WaiterFixture.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollBudgetTest {
  private final WaiterFixture f = new WaiterFixture(Runnable::run, PollBudget.of(10, 20));

  @AfterEach
  void close() {
    f.close();
  }

  @Test
  void pollsStayWithinRateAndBurst() {
    start(500, 5, Duration.ofMinutes(10));
    f.pass(60);
    long first = readsBefore(5.05);
    assertThat(first).isBetween(20L, 22L);
    assertThat(f.service.reads()).hasSizeBetween(20 + 540, 20 + 560);
  }

  @Test
  void budgetThatIsChangedHoldsFromThenOn() {
    start(500, 5, Duration.ofMinutes(60));
    f.pass(30);
    int before = f.service.reads().size();

    f.waiter.waiter.change(PollBudget.of(2, 5));
    f.pass(100);
    int withLess = f.service.reads().size() - before;
    assertThat(withLess).isBetween(195, 210);

    f.waiter.waiter.change(PollBudget.of(40, 50));
    f.pass(10);
    assertThat(f.service.reads().size() - before - withLess).isBetween(395, 455);
  }

  @Test
  void nothingStarves() {
    start(100, 5, Duration.ofMinutes(10));
    f.pass(20);
    for (int i = 0; i < 100; i++) {
      assertThat(f.service.readTimes("t" + i)).isNotEmpty();
    }
  }

  @Test
  void theBudgetGoesWhereAResultIsNearest() {
    start(200, 60, Duration.ofMinutes(10)); // all due at 60 s
    List<TaskFuture> eager = new ArrayList<>();
    f.pass(58);
    for (int i = 0; i < 10; i++) {
      eager.add(f.await("eager" + i, options(2, Duration.ofMinutes(10))));
    }
    f.pass(4);
    for (int i = 0; i < eager.size(); i++) {
      assertThat(f.service.readTimes("eager" + i)).isNotEmpty();
    }
    long patient = f.service.reads().stream().filter(read -> read.id().startsWith("t")).count();
    assertThat(patient).isBetween(5L, 50L);
  }

  @Test
  void lastPollsOfManyWaitsAreSpreadBeforeTheirDeadlineWithinTheBudget() {
    Duration deadline = Duration.ofMinutes(10);
    List<TaskFuture> waits = start(2000, 3600, deadline);
    f.pass(599.999);
    assertThat(waits).noneMatch(TaskFuture::isDone);
    f.pass(0.001);
    assertThat(waits).allMatch(TaskFuture::isCompletedExceptionally);
    for (int i = 0; i < waits.size(); i++) {
      assertThat(f.service.readTimes("t" + i)).hasSize(1);
    }
    Map<Long, Long> perSecond =
        f.service.reads().stream()
            .collect(Collectors.groupingBy(read -> read.at().toSeconds(), Collectors.counting()));
    assertThat(perSecond.values()).allMatch(polls -> polls <= 20);
    assertThat(f.service.reads().get(0).at()).isGreaterThan(s(300));
  }

  @Test
  void lastPollsComeBeforePlainOnes() {
    start(400, 5, Duration.ofMinutes(30));
    f.pass(60);
    List<TaskFuture> ending = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      f.service.completesAt("end" + i, s(100));
      ending.add(f.await("end" + i, options(3600, Duration.ofSeconds(60))));
    }
    f.pass(60);
    assertThat(ending).allMatch(wait -> wait.isDone() && !wait.isCompletedExceptionally());
  }

  @Test
  void aDeadlineIsKeptThoughTheBudgetHasNoLookLeft() {
    List<TaskFuture> waits = start(4000, 3600, Duration.ofSeconds(12));
    f.pass(12);
    assertThat(waits).allMatch(TaskFuture::isCompletedExceptionally);
    assertThat(f.service.reads()).hasSizeLessThanOrEqualTo(20 + 120);
    assertThat(f.continuations.timers().size()).isZero();
  }

  @Test
  void aTimeoutTellsHowManyPollsWereHeldBack() {
    List<TaskFuture> waits = start(300, 5, Duration.ofSeconds(12));
    f.pass(12);
    int heldBack = 0;
    for (TaskFuture wait : waits) {
      TaskTimeoutException e = catchThrowableOfType(TaskTimeoutException.class, wait::result);
      heldBack += e.heldBack();
      assertThat(e.heldBack()).isLessThanOrEqualTo(e.polls());
      if (e.heldBack() == 1) {
        assertThat(e).hasMessageContaining("(1 held back by the poll budget)");
      }
    }
    assertThat(heldBack).isPositive();
  }

  @Test
  void refusalsAsTooManyHalveTheRateAndQuietRestoresIt() {
    f.service.lives(
        "bad",
        at -> {
          if (at.compareTo(s(10)) < 0) {
            throw refusal(429);
          }
          return processing("bad", 1);
        });
    start(500, 1, Duration.ofMinutes(30));
    f.await("bad", options(1, Duration.ofMinutes(30))).detached();
    f.waiter.nudge("bad");
    f.pass(1);
    long before = f.service.reads().size();
    f.pass(1);
    assertThat(f.service.reads().size() - before).isLessThan(9);
    f.pass(120);
    before = f.service.reads().size();
    f.pass(10);
    assertThat(f.service.reads().size() - before).isBetween(98L, 102L);
  }

  @Test
  void senselessBudgetsAreRefused() {
    assertThatThrownBy(() -> PollBudget.of(0, 5)).hasMessageContaining("perSecond");
    assertThatThrownBy(() -> PollBudget.of(Double.NaN, 5)).hasMessageContaining("perSecond");
    assertThatThrownBy(() -> PollBudget.of(1, 0)).hasMessageContaining("burst");
  }

  private List<TaskFuture> start(int count, int every, Duration deadline) {
    List<TaskFuture> waits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      waits.add(f.await("t" + i, options(every, deadline)));
    }
    return waits;
  }

  private long readsBefore(double seconds) {
    return f.service.reads().stream().filter(read -> read.at().compareTo(s(seconds)) < 0).count();
  }
}
