package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.PollBudget;
import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastLooksTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long DEADLINE = 3600 * SECOND;

  /** Counts how many slots are looked at. */
  private static final class Counting extends HashMap<Long, Integer> {
    @Serial private static final long serialVersionUID = 1L;

    private int lookups;

    @Override
    public Integer getOrDefault(@Nullable Object slot, Integer none) {
      lookups++;
      return super.getOrDefault(slot, none);
    }
  }

  @Test
  void aPlaceIsFoundInConstantTimeHoweverManyAreTaken() {
    Counting slots = new Counting();
    LastLooks looks = new LastLooks(PollBudget.of(20, 120), slots);
    for (int i = 0; i < 16_000; i++) {
      looks.book(0, DEADLINE);
    }
    assertThat(slots.lookups).isLessThan(3 * 16_000);
  }

  @Test
  void noSecondIsPromisedMoreThanTheBudgetGives() {
    LastLooks looks = new LastLooks(PollBudget.of(20, 120));
    Map<Long, Integer> bySecond = new TreeMap<>();
    for (int i = 0; i < 16_000; i++) {
      bySecond.merge(looks.book(0, DEADLINE) / SECOND, 1, Integer::sum);
    }
    assertThat(bySecond.values()).allMatch(count -> count <= 20);
    assertThat(bySecond).hasSizeLessThanOrEqualTo(1001); // and none is left out
  }

  @Test
  void aPlaceGivenBackIsTakenAgain() {
    LastLooks looks = new LastLooks(PollBudget.of(20, 120));
    long first = looks.book(0, DEADLINE);
    for (int i = 0; i < 200; i++) {
      looks.book(0, DEADLINE);
    }
    looks.release(first);
    assertThat(looks.book(0, DEADLINE) / SECOND).isEqualTo(first / SECOND);
  }

  @Test
  void aLookIsSharedOnlyIfItIsNearTheEndOfTheOtherWaitToo() {
    LastLooks looks = new LastLooks(PollBudget.of(20, 120));
    long at = looks.book(0, DEADLINE);
    assertThat(looks.share(at, 0, DEADLINE)).isTrue();
    assertThat(looks.share(at, 0, DEADLINE + SECOND / 2)).isTrue();
    assertThat(looks.share(at, 0, DEADLINE + 5 * SECOND)).isFalse();
    assertThat(looks.share(at, 0, DEADLINE - SECOND / 2)).isFalse();
    assertThat(looks.share(at, at, at + 10 * SECOND)).isFalse();
  }
}
