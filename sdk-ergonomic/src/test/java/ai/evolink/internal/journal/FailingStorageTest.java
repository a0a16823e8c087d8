package ai.evolink.internal.journal;

import static ai.evolink.internal.journal.FakeStorage.Step.APPEND;
import static ai.evolink.internal.journal.FakeStorage.Step.FORCE;
import static ai.evolink.internal.journal.FakeStorage.Step.OPEN;
import static ai.evolink.internal.journal.FakeStorage.Step.RENAME;
import static ai.evolink.internal.journal.FakeStorage.Step.RENAMED;
import static ai.evolink.internal.journal.FakeStorage.Step.WRITE;
import static ai.evolink.internal.journal.Purchases.SERVICE;
import static ai.evolink.internal.journal.Purchases.TASK;
import static ai.evolink.internal.journal.Purchases.all;
import static ai.evolink.internal.journal.Purchases.ids;
import static ai.evolink.internal.journal.Purchases.intent;
import static ai.evolink.internal.journal.Purchases.key;
import static ai.evolink.internal.journal.Purchases.state;
import static ai.evolink.internal.journal.Purchases.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.Charge;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the journal, and of who asks it, when the disk fails. */
class FailingStorageTest {
  private final FakeStorage disk = new FakeStorage();
  private final EmbeddedJournal journal = new EmbeddedJournal(disk);

  /** What the next process would find. */
  private EmbeddedJournal next() {
    EmbeddedJournal next = new EmbeddedJournal(new FakeStorage(disk.bytes));
    next.open(SERVICE);
    return next;
  }

  private void assertFails(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.charge()).isEqualTo(Charge.NONE))
        .hasMessage(
            "Cannot write the journal of a test: IOException: No space left on device."
                + " No submit is sent until it can be written again.");
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "FORCE"})
  void intentThatFailsIsNeitherKnownNorOnDiskLater(FakeStorage.Step failing) {
    for (int torn : new int[] {0, 100, 1 << 20}) {
      disk.torn = torn;
      FakeStorage.Step before = disk.failing;
      assertThat(before).isNull();
      journal.open(SERVICE);
      disk.failing = failing;
      assertFails(() -> journal.intend(intent("failed")));
      assertThat(all(journal)).isEmpty();
      assertThat(journal.byCallback("callback-failed-1")).isEmpty();
      disk.failing = null;

      assertThat(journal.intend(intent("next"))).isEmpty();
      assertThat(ids(next())).containsExactly("next");
      assertThat(journal.intend(intent("failed"))).isEmpty();
      assertThat(ids(next())).containsExactly("next", "failed");

      journal.refused(key("next"));
      journal.refused(key("failed"));
      journal.close();
    }
  }

  @Test
  void nothingIsAppendedToAFileWhoseForceHasFailed() {
    journal.open(SERVICE);
    disk.failing = FORCE;
    assertFails(() -> journal.intend(intent("1")));
    disk.steps.clear();

    journal.intend(intent("2")); // forces no more what it does not trust
    journal.uncertain(key("2"), "no answer");

    assertThat(disk.steps).containsExactly(WRITE, RENAME, RENAMED, APPEND);
  }

  @Test
  void nothingIsSentUntilTheRecordOfATaskIsWritten() {
    journal.open(SERVICE);
    journal.intend(intent("1"));
    disk.failing = APPEND;
    assertFails(() -> journal.accepted(key("1"), TASK, BigDecimal.ONE));
    assertThat(journal.find("1").orElseThrow().task()).contains(TASK);

    disk.failing = WRITE;
    assertFails(() -> journal.intend(intent("2")));
    assertThat(state(next(), "1")).isEqualTo(JournalState.UNCERTAIN);

    disk.failing = null;
    disk.steps.clear();
    journal.intend(intent("2"));
    assertThat(disk.steps).containsExactly(WRITE, RENAME, RENAMED);
    assertThat(next().find("1").orElseThrow().task()).contains(TASK);
    assertThat(ids(next())).containsExactly("1", "2");
  }

  @Test
  void recordOfATaskIsWrittenWhenTheJournalIsClosedAtTheLatest() {
    journal.open(SERVICE);
    journal.intend(intent("1"));
    disk.failing = APPEND;
    assertFails(() -> journal.accepted(key("1"), TASK, null));
    journal.close();
    assertThat(next().find("1").orElseThrow().task()).contains(TASK);
  }

  @Test
  void whatWasNotWrittenIsNotReportedAsWrittenTheSecondTime() {
    journal.open(SERVICE);
    journal.intend(intent("1"));
    journal.intend(intent("2"));
    journal.uncertain(key("2"), "no answer");
    disk.failing = FORCE;
    assertFails(() -> journal.accepted(key("1"), TASK, null));
    disk.failing = WRITE;
    assertFails(() -> journal.accepted(key("1"), TASK, null));
    assertFails(() -> journal.giveUp(key("2")));
    assertFails(() -> journal.giveUp(key("2")));
    disk.failing = null;
    journal.giveUp(key("2"));
    journal.accepted(key("1"), TASK, null);
    assertThat(state(next(), "1")).isEqualTo(JournalState.ACCEPTED);
    assertThat(state(next(), "2")).isEqualTo(JournalState.GIVEN_UP);
  }

  @Test
  void retryThatFailsLeavesTheAttemptAsItWas() {
    journal.open(SERVICE);
    journal.intend(intent("1"));
    journal.uncertain(key("1"), "no answer");
    journal.intend(intent("2"));
    List<JournalEntry> before = all(journal);
    disk.failing = FORCE;
    assertFails(() -> journal.retry(key("1"), intent(key("1").next())));
    assertThat(all(journal)).isEqualTo(before);
    // It did reach the disk: a next process would take it for uncertain, and buy nothing.
    assertThat(next().find("1").orElseThrow().key().attempt()).isEqualTo(2);

    disk.failing = null;
    assertThat(journal.retry(key("1"), intent(key("1").next()))).isEmpty();
    assertThat(all(next())).hasSize(3);
  }

  @Test
  void retryIsOneWrite() {
    journal.open(SERVICE);
    journal.intend(intent("1"));
    journal.uncertain(key("1"), "no answer");
    disk.steps.clear();
    journal.retry(key("1"), intent(key("1").next()));
    assertThat(disk.steps).containsExactly(FORCE, APPEND, FORCE); // of what was before, and its own
  }

  @Test
  void batchIsForcedBeforeTheNextOneIsWritten() {
    journal.open(SERVICE);
    journal.intend(intent("1"));
    journal.accepted(key("1"), TASK, null);
    journal.ended(TASK.id(), JournalState.COMPLETED, null);
    journal.saved(TASK.id());
    journal.saved(TASK.id());
    journal.purge(Instant.MAX);
    journal.close();
    assertThat(disk.steps)
        .containsExactly(
            OPEN, WRITE, RENAME, RENAMED, // the journal itself
            APPEND, FORCE, // intent
            APPEND, FORCE, // accepted
            APPEND, // ended
            FORCE, APPEND, // saved
            FORCE, // saved twice: nothing to write
            APPEND, FORCE); // purged
    assertThat(all(next())).isEmpty();
  }

  @Test
  void whatIsDurableIsForcedBeforeItReturns() {
    journal.open(SERVICE);
    assertForces(() -> journal.intend(intent("1")));
    assertForces(() -> journal.accepted(key("1"), TASK, null));
    assertForces(() -> journal.accepted(key("1"), task("2"), null));
    journal.intend(intent("2"));
    journal.uncertain(key("2"), "no answer");
    assertForces(() -> journal.retry(key("2"), intent(key("2").next())));
    journal.uncertain(key("2").next(), "no answer");
    assertForces(() -> journal.giveUp(key("2").next()));
    assertForces(() -> journal.purge(Instant.MAX));
  }

  private void assertForces(Runnable change) {
    disk.steps.clear();
    change.run();
    assertThat(disk.steps).contains(APPEND).endsWith(FORCE);
  }

  @Test
  void closingForcesWhatWasOnlyWritten() {
    journal.open(SERVICE);
    journal.intend(intent("1"));
    journal.uncertain(key("1"), "no answer");
    disk.steps.clear();
    journal.close();
    assertThat(disk.steps).containsExactly(FORCE);
  }

  @Test
  void allWhoseBatchFailsAreTold() throws Exception {
    journal.open(SERVICE);
    CountDownLatch leaderWrites = new CountDownLatch(1);
    CountDownLatch othersWait = new CountDownLatch(1);
    disk.beforeAppend =
        () -> {
          leaderWrites.countDown();
          await(othersWait);
        };
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<?> leader = threads.submit(() -> journal.intend(intent("leader")));
      leaderWrites.await();
      List<Thread> others = new ArrayList<>();
      Set<String> told = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        String id = "follower-" + i;
        Thread other =
            new Thread(
                () -> {
                  try {
                    journal.intend(intent(id));
                  } catch (JournalException e) {
                    synchronized (told) {
                      told.add(id);
                    }
                  }
                });
        other.start();
        others.add(other);
      }
      for (Thread other : others) {
        while (other.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
      disk.left = 2; // append and force of the leader
      othersWait.countDown();
      leader.get();
      for (Thread other : others) {
        other.join();
      }
      assertThat(told).hasSize(5);
    } finally {
      threads.shutdown();
    }
    assertThat(disk.steps).containsExactly(OPEN, WRITE, RENAME, RENAMED, APPEND, FORCE, APPEND);
    assertThat(ids(journal)).containsExactly("leader");
    disk.left = 3;
    journal.intend(intent("next"));
    assertThat(ids(next())).containsExactly("leader", "next");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Buys until the file is written anew. */
  private void fill() {
    String body = "x".repeat(1 << 20);
    for (int i = 0; i < 6; i++) {
      journal.intend(intent("" + i).toBuilder().body(body).build());
      journal.accepted(key("" + i), task("" + i), null);
      journal.ended(task("" + i).id(), JournalState.COMPLETED, null);
    }
  }

  @Test
  void fileThatHasGrownIsWrittenAnew() {
    journal.open(SERVICE);
    fill();
    assertThat(disk.steps.subList(4, disk.steps.size())).contains(WRITE);
    assertThat(disk.bytes.length).isLessThan(5 << 20);
    assertThat(all(next())).isEqualTo(all(journal)).hasSize(6);
  }

  @Test
  void fileThatCannotBeWrittenAnewIsAppendedTo() {
    journal.open(SERVICE);
    disk.failing = WRITE;
    fill();
    assertThat(disk.steps).contains(APPEND).endsWith(APPEND);
    assertThat(disk.steps.subList(4, disk.steps.size())).containsOnlyOnce(WRITE);
    assertThat(all(next())).isEqualTo(all(journal)).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource(names = {"RENAME", "RENAMED"})
  void fileThatMayHaveBeenReplacedIsWrittenAnewNext(FakeStorage.Step failing) {
    journal.open(SERVICE);
    disk.failing = failing;
    assertFails(this::fill);
    List<JournalEntry> kept = all(journal);
    disk.failing = null;
    disk.steps.clear();
    journal.intend(intent("next"));
    assertThat(disk.steps).startsWith(WRITE, RENAME, RENAMED);
    assertThat(ids(next())).hasSize(kept.size() + 1).contains("next");
  }

  @Test
  void journalThatCannotBeOpenedIsClosedAndMayBeOpenedLater() {
    for (FakeStorage.Step step : List.of(OPEN, WRITE, RENAME, RENAMED)) {
      disk.failing = step;
      assertThatThrownBy(() -> journal.open(SERVICE))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("No space left on device");
      assertThatThrownBy(() -> journal.intend(intent("1"))).hasMessageContaining("is closed");
    }
    disk.failing = null;
    journal.open(SERVICE);
    assertThat(journal.intend(intent("1"))).isEmpty();
  }

  @Test
  void errorOfTheMachineIsAFailureToo() {
    journal.open(SERVICE);
    disk.beforeAppend =
        () -> {
          throw new OutOfMemoryError("test");
        };
    assertThatThrownBy(() -> journal.intend(intent("1")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("OutOfMemoryError");
    disk.beforeAppend = () -> {};
    assertThat(journal.intend(intent("1"))).isEmpty();
  }

  /** The process ends in each step of its life, with as much on disk as it may be. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 200, 1 << 20})
  void whereverTheProcessEndsNothingThatWasPromisedIsLost(int torn) {
    int ends = 0;
    for (int left = 0; ; left++) {
      FakeStorage disk = new FakeStorage();
      disk.left = left;
      disk.torn = torn;
      Promises promised = new Promises();
      boolean ended = promised.live(new EmbeddedJournal(disk));
      promised.check(disk.bytes);
      if (!ended) {
        break;
      }
      ends++;
    }
    assertThat(ends).isGreaterThan(20);
  }

  /** A life with a bit of everything, and what was promised in it. */
  private static final class Promises {
    private final List<String> intended = new ArrayList<>();
    private final List<String> bought = new ArrayList<>();
    private boolean retried;
    private boolean givenUp;

    /** {@return whether the disk has failed} */
    boolean live(EmbeddedJournal journal) {
      try {
        journal.open(SERVICE);
        for (String id : List.of("1", "2", "3", "4")) {
          journal.intend(intent(id));
          intended.add(id);
        }
        journal.accepted(key("1"), task("1"), null);
        bought.add("1");
        journal.uncertain(key("2"), "no answer");
        journal.retry(key("2"), intent(key("2").next()));
        retried = true;
        journal.uncertain(key("3"), "no answer");
        journal.giveUp(key("3"));
        givenUp = true;
        intended.remove("4");
        journal.refused(key("4"));
        journal.ended(task("1").id(), JournalState.COMPLETED, null);
        journal.saved(task("1").id());
        journal.close();
        journal.open(SERVICE);
        journal.accepted(key("2").next(), task("2"), null);
        bought.add("2");
        return false;
      } catch (JournalException e) {
        return true;
      }
    }

    void check(byte[] bytes) {
      EmbeddedJournal next = new EmbeddedJournal(new FakeStorage(bytes));
      next.open(SERVICE);
      assertThat(ids(next)).containsAll(intended);
      for (String id : bought) {
        assertThat(next.find(id).orElseThrow().task()).contains(task(id));
      }
      if (retried) {
        assertThat(next.find("2").orElseThrow().key().attempt()).isEqualTo(2);
      }
      if (givenUp) {
        assertThat(state(next, "3")).isEqualTo(JournalState.GIVEN_UP);
      }
      // An attempt that was replaced has its replacement: both, or none.
      next.find("2").ifPresent(two -> assertThat(two.state()).isNotEqualTo(JournalState.RETRIED));
    }
  }
}
