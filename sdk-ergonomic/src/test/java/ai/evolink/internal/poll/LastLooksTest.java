package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.PollBudget;
import ai.evolink.internal.time.Timers;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastLooksTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long DEADLINE = 3600 * SECOND;

  private final Map<Long, Integer> taken = new HashMap<>();
  private final LastLooks last = new LastLooks(PollBudget.of(20, 120), taken);

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

  /** The last second of these waits has half of its places before their latest look. */
  @Test
  void placesGivenBackAreTakenOneByOne() {
    long deadline = DEADLINE + SECOND / 2;
    List<Long> looks = seconds(deadline, 9 + 16 + 1);
    assertThat(looks.subList(0, 9)).containsOnly(3599L);
    assertThat(looks.subList(9, 25)).containsOnly(3598L);
    assertThat(looks.get(25)).isEqualTo(3597);

    for (int i = 0; i < 3; i++) {
      last.release(3599 * SECOND);
    }
    last.release(3598 * SECOND);

    assertThat(seconds(deadline, 5)).containsExactly(3599L, 3599L, 3599L, 3598L, 3597L);
  }

  @Test
  void nothingIsTakenOnceAllIsGivenBack() {
    List<Long> looks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      looks.add(last.book(0, DEADLINE));
    }
    assertThat(last.share(looks.get(0), 0, DEADLINE)).isTrue();
    looks.forEach(last::release);
    assertThat(taken).as("by the one who shares it").hasSize(1).containsValue(1);

    last.release(looks.get(0));

    assertThat(taken).isEmpty();
  }

  @Test
  void waitWhoseSecondHalfIsFullHasItsLookAtTheEndNevertheless() {
    for (int i = 0; i < 100; i++) {
      assertThat(last.book(0, 4 * SECOND)).isBetween(2 * SECOND, 3 * SECOND);
    }
    assertThat(last.book(0, 4 * SECOND)).isEqualTo(3 * SECOND);
  }

  @Test
  void waitWithoutADeadlineTakesNoPlace() {
    assertThat(last.book(0, Timers.NEVER)).isEqualTo(Timers.NEVER - SECOND);
    assertThat(taken).isEmpty();
  }

  @Test
  void shortWaitLooksInItsLastQuarter() {
    assertThat(last.book(SECOND, 3 * SECOND)).isEqualTo(5 * SECOND / 2);
  }

  @Test
  void largerBudgetHasPlacesWhereASmallerOneHadNone() {
    long deadline = DEADLINE + SECOND / 2;
    seconds(deadline, 9 + 16 + 1);

    last.change(PollBudget.of(40, 120));

    assertThat(seconds(deadline, 9)).containsOnly(3599L, 3598L).contains(3599L);
  }

  private List<Long> seconds(long deadline, int waits) {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < waits; i++) {
      seconds.add(last.book(0, deadline) / SECOND);
    }
    return seconds;
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
