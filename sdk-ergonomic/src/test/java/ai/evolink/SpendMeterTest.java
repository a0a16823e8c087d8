package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.internal.http.SpendMeter;
import ai.evolink.model.Task;
import ai.evolink.model.TaskBilling;
import ai.evolink.model.TaskChargeStatus;
import ai.evolink.model.TaskRefundStatus;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.TaskUsage;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpendMeterTest {
  private static final String MODEL = "some-model";

  private final SpendMeter meter = new SpendMeter(null);

  @Test
  void nothingIsSpentAtFirst() {
    assertThat(spending(meter)).hasToString("Spending[0 tasks, 0 credits reserved, 0 used]");
  }

  @Test
  void withoutALimitAnythingIsAdmitted() {
    buy(meter, "a", null, "99999999999999999999");

    meter.admit();
    meter.hold(MODEL, new BigDecimal("99999999999999999999"));
  }

  @Test
  void limitOfZeroAdmitsNothing() {
    assertThatThrownBy(() -> limitedTo("0").admit()).isInstanceOf(SpendLimitException.class);
    assertThatThrownBy(() -> limitedTo("0").hold(MODEL, BigDecimal.ZERO))
        .isInstanceOf(SpendLimitException.class);
  }

  @ParameterizedTest
  @CsvSource({"16, 14.4, 1.6", "16, 14.4, 1.5999", "0.01, 0.00, 0.01", "3.20, 1.6, 1.60"})
  void submitThatFitsIsAdmitted(String limit, String pending, String most) {
    SpendMeter limited = limitedTo(limit);
    limited.hold(MODEL, new BigDecimal(pending));

    limited.hold(MODEL, new BigDecimal(most));
  }

  @ParameterizedTest
  @CsvSource({"16, 14.4, 1.6001", "3.2, 3.2, 0", "3.2, 0, 3.3", "3.2, 4e-20, 3.2"})
  void submitThatMayPassTheLimitIsRefused(String limit, String pending, String most) {
    SpendMeter limited = limitedTo(limit);
    try {
      limited.hold(MODEL, new BigDecimal(pending));
    } catch (SpendLimitException e) {
      throw new AssertionError(e);
    }
    String before = spending(limited).toString();

    assertThatThrownBy(() -> limited.hold(MODEL, new BigDecimal(most)))
        .isInstanceOfSatisfying(
            SpendLimitException.class,
            stopped -> {
              assertThat(stopped.limit()).isEqualTo(limit);
              assertThat(stopped.committed()).isEqualByComparingTo(pending);
              assertThat(stopped.most()).hasValue(new BigDecimal(most));
            });
    assertThat(spending(limited)).hasToString(before);
  }

  @Test
  void purchaseIsInOneSumAtATime() {
    SpendMeter.Hold hold = meter.hold(MODEL, new BigDecimal("2"));
    assertThat(spending(meter))
        .hasToString("Spending[0 tasks, 2 credits pending, 0 credits reserved, 0 used]");

    hold.accepted("a", new BigDecimal("1.6"));
    assertThat(spending(meter)).hasToString("Spending[1 tasks, 1.6 credits reserved, 0 used]");

    meter.saw("a", task("a", TaskStatus.COMPLETED, new BigDecimal("1.5")));
    assertThat(spending(meter))
        .hasToString("Spending[1 tasks, 0.0 credits reserved, 1.5 used, 0.1 given back]");
    assertThat(spending(meter).committed()).isEqualByComparingTo("1.5");
  }

  @Test
  void acceptedPurchaseWithoutAPriceCountsWithTheMost() {
    meter.hold(MODEL, new BigDecimal("2")).accepted("a", null);

    assertThat(spending(meter)).hasToString("Spending[1 tasks, 2 credits reserved, 0 used]");
  }

  @Test
  void uncertainPurchaseKeepsItsMostUntilItsTaskIsFound() {
    SpendMeter.Hold hold = meter.hold(MODEL, new BigDecimal("2"));
    JournalEntry.Key key = new JournalEntry.Key("order-42", 1);
    hold.uncertain(key);
    hold.release(); // the submit is over, which changes nothing

    assertThat(spending(meter).pending()).isEqualByComparingTo("2");
    meter.settled(key, "a");
    meter.settled(key, "a");
    assertThat(spending(meter)).hasToString("Spending[1 tasks, 2 credits reserved, 0 used]");
    meter.saw("a", task("a", TaskStatus.COMPLETED, BigDecimal.ONE));
    assertThat(spending(meter).committed()).isEqualByComparingTo("1");
  }

  @Test
  void purchaseThatWasNotMadeIsReleasedOnce() {
    SpendMeter.Hold hold = meter.hold(MODEL, new BigDecimal("2"));
    meter.hold(MODEL, new BigDecimal("3"));

    hold.release();
    hold.release();
    hold.accepted("late", BigDecimal.ONE);

    assertThat(spending(meter))
        .hasToString("Spending[0 tasks, 3 credits pending, 0 credits reserved, 0 used]");
  }

  @Test
  void failedTaskKeepsItsReservation() {
    buy(meter, "a", "2", "2");

    meter.saw("a", task("a", TaskStatus.FAILED, null));
    meter.saw("a", task("a", TaskStatus.FAILED, BigDecimal.ZERO));
    meter.saw("a", billed(TaskRefundStatus.PENDING, TaskChargeStatus.RELEASED, "2", "2"));
    meter.saw("a", billed(TaskRefundStatus.COMPLETED, TaskChargeStatus.CHARGED, "2", "2"));
    meter.saw("a", billed(TaskRefundStatus.COMPLETED, TaskChargeStatus.RELEASED, "2", "1"));
    meter.saw("a", billed(TaskRefundStatus.COMPLETED, TaskChargeStatus.RELEASED, "0", "0"));

    assertThat(spending(meter)).hasToString("Spending[1 tasks, 2 credits reserved, 0 used]");
  }

  @Test
  void refundedTaskHasCostNothing() {
    buy(meter, "a", "2", "2");

    meter.saw("a", billed(TaskRefundStatus.COMPLETED, TaskChargeStatus.RELEASED, "2", "2.0"));

    assertThat(spending(meter).committed()).isEqualByComparingTo("0");
    assertThat(spending(meter).givenBack()).isEqualByComparingTo("2");
  }

  @Test
  void failedTaskThatWasChargedCounts() {
    buy(meter, "a", "2", "2");

    meter.saw("a", task("a", TaskStatus.FAILED, BigDecimal.ONE));

    assertThat(spending(meter).used()).isEqualByComparingTo("1");
  }

  @Test
  void whatIsGivenBackCanBeSpentAgain() {
    SpendMeter limited = limitedTo("2");
    buy(limited, "a", "2", "2");
    assertThatThrownBy(limited::admit).isInstanceOf(SpendLimitException.class);

    limited.saw("a", task("a", TaskStatus.COMPLETED, BigDecimal.ONE));

    limited.hold(MODEL, BigDecimal.ONE);
  }

  @Test
  void unpricedPurchaseCountsTowardsNoLimit() {
    SpendMeter limited = limitedTo("0.000001");
    buy(limited, "a", null, null);
    limited.inDoubt();

    limited.admit();

    assertThat(spending(limited))
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

    buy(meter, "a", null, price);
    buy(meter, "b", null, price);

    assertThat(spending(meter).reserved()).isEqualByComparingTo(credits.add(credits));
    assertThat(spending(meter).unpriced()).isZero();
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
    buy(meter, "a", null, price);
    meter.saw("a", task("a", TaskStatus.COMPLETED, new BigDecimal(price)));

    assertThat(spending(meter))
        .hasToString("Spending[1 tasks, 0 credits reserved, 0 used, 1 without a price]");
  }

  @Test
  void finalChargeOfATaskCountsOnce() {
    buy(meter, "a", null, "1");
    buy(meter, "b", null, "1");
    meter.saw("a", task("a", TaskStatus.COMPLETED, new BigDecimal("0.5")));
    meter.saw("a", task("a", TaskStatus.COMPLETED, new BigDecimal("7")));
    meter.saw("b", task("b", TaskStatus.COMPLETED, new BigDecimal("0.25")));

    assertThat(spending(meter).used()).isEqualByComparingTo("0.75");
  }

  @Test
  void taskOfSomebodyElseCountsForNothing() {
    meter.saw("resumed", task("resumed", TaskStatus.COMPLETED, BigDecimal.TEN));

    assertThat(spending(meter).used()).isZero();
  }

  @Test
  void chargeThatComesLaterCountsThen() {
    buy(meter, "a", null, null);
    meter.saw("a", task("a", TaskStatus.COMPLETED, null));
    meter.saw("a", task("a", TaskStatus.COMPLETED, new BigDecimal("-1")));
    meter.saw("a", task("a", TaskStatus.COMPLETED, new BigDecimal("0.5")));

    assertThat(spending(meter)).hasToString("Spending[1 tasks, 0 credits reserved, 0.5 used]");
  }

  @Test
  void chargeOfATaskUnderWayIsNotFinal() {
    buy(meter, "a", null, "1");
    meter.saw("a", task("a", TaskStatus.PROCESSING, BigDecimal.ONE));
    meter.saw("a", task("a", TaskStatus.of("new-status"), BigDecimal.ONE));

    assertThat(spending(meter).used()).isZero();
  }

  @Test
  void whatExceedsTheMostIsTold() {
    List<String> told = new ArrayList<>();
    meter.onSurprise((model, most, taken) -> told.add(model + " " + most + " " + taken));

    buy(meter, "a", "2", "2.00");
    buy(meter, "b", "2", "2.01");
    buy(meter, "c", null, "100");
    meter.saw("a", task("a", TaskStatus.COMPLETED, new BigDecimal("3")));

    assertThat(told).containsExactly("some-model 2 2.01", "some-model 2 3");
    assertThat(spending(meter).committed()).isEqualByComparingTo("105.01");
  }

  @Test
  void modelThatWasNeverSeenIsBoughtOneAtATime() {
    CompletableFuture<Boolean> first = meter.turn(MODEL);
    CompletableFuture<Boolean> second = meter.turn(MODEL);
    CompletableFuture<Boolean> third = meter.turn(MODEL);
    assertThat(first).isCompletedWithValue(true);
    assertThat(second).isNotDone();

    meter.holdFirst(MODEL).release(); // refused by the service: nothing was seen
    assertThat(second).isCompletedWithValue(true);
    assertThat(third).isNotDone();

    meter.holdFirst(MODEL).accepted("a", new BigDecimal("1.6"));
    assertThat(third).isCompletedWithValue(false);
    assertThat(meter.turn(MODEL)).isCompletedWithValue(false);
    assertThat(meter.highest(MODEL)).isEqualByComparingTo("1.6");
    assertThat(meter.turn("another")).isCompletedWithValue(true);
  }

  @Test
  void firstInDoubtLetsTheNextOneTry() {
    meter.turn(MODEL);
    CompletableFuture<Boolean> next = meter.turn(MODEL);

    meter.holdFirst(MODEL).uncertain(new JournalEntry.Key("order-42", 1));

    assertThat(next).isCompletedWithValue(true);
  }

  @Test
  void finalChargeMayBeTheHighestThatWasSeen() {
    buy(meter, "a", null, "1");
    meter.saw("a", task("a", TaskStatus.COMPLETED, new BigDecimal("3")));

    assertThat(meter.highest(MODEL)).isEqualByComparingTo("3");
  }

  @Test
  void firstThatTheLimitRefusesLetsTheNextOneTry() {
    SpendMeter limited = limitedTo("0");
    limited.turn(MODEL);
    CompletableFuture<Boolean> next = limited.turn(MODEL);

    assertThatThrownBy(() -> limited.holdFirst(MODEL)).isInstanceOf(SpendLimitException.class);

    assertThat(next).isCompletedWithValue(true);
  }

  @Test
  void everyThreadCountsAndNoneGetsPastTheLimit() throws Exception {
    SpendMeter limited = limitedTo("400");
    AtomicInteger admitted = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads =
        IntStream.range(0, 8)
            .mapToObj(i -> new Thread(() -> spend(limited, start, i, admitted)))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(admitted).hasValue(4_000);
    assertThat(spending(limited).tasks()).isEqualTo(4_000);
    assertThat(spending(limited).used()).isEqualByComparingTo("400");
  }

  private static void spend(
      SpendMeter limited, CountDownLatch start, int thread, AtomicInteger admitted) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < 1_000; i++) {
      try {
        SpendMeter.Hold hold = limited.hold(MODEL, new BigDecimal("0.1"));
        admitted.incrementAndGet();
        String id = thread + "-" + i;
        hold.accepted(id, new BigDecimal("0.1"));
        limited.saw(id, task(id, TaskStatus.COMPLETED, new BigDecimal("0.1")));
      } catch (SpendLimitException e) {
        // the others have spent it
      }
    }
  }

  private static void buy(
      SpendMeter meter, String id, @Nullable String most, @Nullable String told) {
    meter
        .hold(MODEL, most == null ? null : new BigDecimal(most))
        .accepted(id, told == null ? null : new BigDecimal(told));
  }

  private static Spending spending(SpendMeter meter) {
    return new Spending(meter.totals());
  }

  private static SpendMeter limitedTo(String credits) {
    return new SpendMeter(new BigDecimal(credits));
  }

  private static TaskSnapshot billed(
      TaskRefundStatus refund, TaskChargeStatus charge, String reserved, String refunded) {
    return new TaskSnapshot(
        Task.builder()
            .id("a")
            .status(TaskStatus.FAILED)
            .billing(
                TaskBilling.builder()
                    .refundScope("account_balance")
                    .refundStatus(refund)
                    .chargeStatus(charge)
                    .reservedCredits(new BigDecimal(reserved))
                    .refundedCredits(new BigDecimal(refunded))
                    .refundedAt(OffsetDateTime.parse("2026-10-10T08:00:00Z"))
                    .build())
            .build());
  }

  private static TaskSnapshot task(String id, TaskStatus status, @Nullable BigDecimal credits) {
    TaskUsage.Builder usage = TaskUsage.builder();
    if (credits != null) {
      usage.creditsUsed(credits);
    }
    return new TaskSnapshot(Task.builder().id(id).status(status).usage(usage.build()).build());
  }
}
