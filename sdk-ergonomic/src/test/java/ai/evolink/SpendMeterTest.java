package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.internal.http.SpendMeter;
import ai.evolink.model.Task;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.TaskUsage;
import java.math.BigDecimal;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpendMeterTest {
  private final SpendMeter meter = new SpendMeter(null);

  @Test
  void nothingIsSpentAtFirst() {
    assertThat(new Spending(meter.totals()))
        .hasToString("Spending[0 tasks, 0 credits reserved, 0 used]");
  }

  @Test
  void withoutALimitAnythingIsAdmitted() {
    meter.accepted(new BigDecimal("99999999999999999999"));

    meter.admit();
  }

  @Test
  void limitOfZeroAdmitsNothing() {
    assertThatThrownBy(() -> limitedTo("0").admit()).isInstanceOf(SpendLimitException.class);
  }

  @ParameterizedTest
  @CsvSource({"3.2, 3.19999999999999999999", "3.2, 0", "0.01, 0.00"})
  void submitBelowTheLimitIsAdmitted(String limit, String reserved) {
    SpendMeter limited = limitedTo(limit);
    limited.accepted(new BigDecimal(reserved));

    limited.admit();
  }

  @ParameterizedTest
  @CsvSource({"3.2, 3.2", "3.2, 3.20", "3.20, 3.2", "3.2, 4", "3.2, 99999999999999999999"})
  void submitAtTheLimitIsRefused(String limit, String reserved) {
    SpendMeter limited = limitedTo(limit);
    limited.accepted(new BigDecimal(reserved));

    assertThatThrownBy(limited::admit)
        .isInstanceOfSatisfying(
            SpendLimitException.class,
            stopped -> {
              assertThat(stopped.limit()).isEqualTo(limit);
              assertThat(stopped.reserved()).isEqualTo(reserved);
            });
  }

  @Test
  void refusalChangesNothing() {
    SpendMeter limited = limitedTo("1");
    limited.accepted(BigDecimal.ONE);
    String before = new Spending(limited.totals()).toString();

    assertThatThrownBy(limited::admit).isInstanceOf(SpendLimitException.class);

    assertThat(new Spending(limited.totals())).hasToString(before);
  }

  @Test
  void unpricedTaskCountsTowardsNoLimit() {
    SpendMeter limited = limitedTo("0.000001");
    limited.accepted(null);
    limited.inDoubt();

    limited.admit();

    assertThat(new Spending(limited.totals()))
        .hasToString("Spending[1 tasks, 0 credits reserved, 0 used, 2 without a price]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "99999999999999999999",
        "9.9e19",
        "0.00000000000000000001",
        "99999999999999999999.99999999999999999999"
      })
  void plausiblePriceIsAddedUpExactly(String price) {
    BigDecimal credits = new BigDecimal(price);

    meter.accepted(credits);
    meter.accepted(credits);

    assertThat(new Spending(meter.totals()).reserved()).isEqualByComparingTo(credits.add(credits));
    assertThat(new Spending(meter.totals()).unpriced()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0.00000000000000000001",
        "100000000000000000000",
        "1e20",
        "1e1000",
        "1e2147483647",
        "0.000000000000000000001",
        "1e-2147483647"
      })
  void priceThatCannotBeMeantIsNone(String price) {
    meter.accepted(new BigDecimal(price));
    meter.saw("a", completed("a", new BigDecimal(price)));

    assertThat(new Spending(meter.totals()))
        .hasToString("Spending[1 tasks, 0 credits reserved, 0 used, 1 without a price]");
  }

  @Test
  void finalChargeOfATaskCountsOnce() {
    meter.saw("a", completed("a", new BigDecimal("0.5")));
    meter.saw("a", completed("a", new BigDecimal("0.5")));
    meter.saw("a", completed("a", new BigDecimal("7")));
    meter.saw("b", completed("b", new BigDecimal("0.25")));

    assertThat(new Spending(meter.totals()).used()).isEqualByComparingTo("0.75");
  }

  @Test
  void chargeThatComesLaterCountsThen() {
    meter.saw("a", completed("a", null));
    meter.saw("a", completed("a", new BigDecimal("-1")));
    meter.saw("a", completed("a", new BigDecimal("0.5")));

    assertThat(new Spending(meter.totals()).used()).isEqualByComparingTo("0.5");
  }

  @Test
  void chargeOfATaskUnderWayIsNotFinal() {
    meter.saw("a", task("a", TaskStatus.PROCESSING, BigDecimal.ONE));
    meter.saw("a", task("a", TaskStatus.of("new-status"), BigDecimal.ONE));

    assertThat(new Spending(meter.totals()).used()).isZero();
  }

  @Test
  void failedTaskThatWasChargedCounts() {
    meter.saw("a", task("a", TaskStatus.FAILED, BigDecimal.ONE));

    assertThat(new Spending(meter.totals()).used()).isEqualByComparingTo("1");
  }

  @Test
  void tenThousandEndedTasksAreRemembered() {
    for (int i = 0; i < 10_000; i++) {
      meter.saw("t" + i, completed("t" + i, BigDecimal.ONE));
    }
    for (int i = 0; i < 10_000; i++) {
      meter.saw("t" + i, completed("t" + i, BigDecimal.ONE));
    }
    assertThat(new Spending(meter.totals()).used()).isEqualByComparingTo("10000");

    meter.saw("one more", completed("one more", BigDecimal.ONE)); // forgets the eldest
    meter.saw("t1", completed("t1", BigDecimal.ONE));
    assertThat(new Spending(meter.totals()).used()).isEqualByComparingTo("10001");
    meter.saw("t0", completed("t0", BigDecimal.ONE));
    assertThat(new Spending(meter.totals()).used()).isEqualByComparingTo("10002");
  }

  @Test
  void everyThreadCounts() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads =
        IntStream.range(0, 4)
            .mapToObj(i -> new Thread(() -> spend(start, i)))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(new Spending(meter.totals()).tasks()).isEqualTo(4_000);
    assertThat(new Spending(meter.totals()).reserved()).isEqualByComparingTo("400");
    assertThat(new Spending(meter.totals()).used()).isEqualByComparingTo("4000");
  }

  private void spend(CountDownLatch start, int thread) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < 1_000; i++) {
      meter.accepted(new BigDecimal("0.1"));
      meter.saw(thread + "-" + i, completed(thread + "-" + i, BigDecimal.ONE));
    }
  }

  private static SpendMeter limitedTo(String credits) {
    return new SpendMeter(new BigDecimal(credits));
  }

  private static TaskSnapshot completed(String id, @Nullable BigDecimal credits) {
    return task(id, TaskStatus.COMPLETED, credits);
  }

  private static TaskSnapshot task(String id, TaskStatus status, @Nullable BigDecimal credits) {
    TaskUsage.Builder usage = TaskUsage.builder();
    if (credits != null) {
      usage.creditsUsed(credits);
    }
    return new TaskSnapshot(Task.builder().id(id).status(status).usage(usage.build()).build());
  }
}
