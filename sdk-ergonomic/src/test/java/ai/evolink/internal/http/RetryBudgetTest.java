package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final RetryBudget budget = new RetryBudget(0);

  @Test
  void fullPurseHoldsFifty() {
    assertThat(taken(0)).isEqualTo(50);
    assertThat(budget.tryTake(0)).isFalse();
  }

  @Test
  void oneComesBackEachSecond() {
    taken(0);

    assertThat(taken(TimeUnit.MILLISECONDS.toNanos(999))).isZero();
    assertThat(taken(TimeUnit.SECONDS.toNanos(3))).isEqualTo(3);
  }

  @Test
  void oneComesBackForTenAnswers() {
    taken(0);
    for (int i = 0; i < 25; i++) {
      budget.answered(0);
    }

    assertThat(taken(0)).isEqualTo(2);
  }

  @Test
  void purseHoldsNoMoreThanFiftyWhateverComesBack() {
    for (int i = 0; i < 1_000; i++) {
      budget.answered(TimeUnit.HOURS.toNanos(1));
    }

    assertThat(taken(TimeUnit.HOURS.toNanos(2))).isEqualTo(50);
  }

  private int taken(long now) {
    int taken = 0;
    while (budget.tryTake(now)) {
      taken++;
    }
    return taken;
  }
}
