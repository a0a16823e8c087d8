package ai.evolink.internal.journal;

import static ai.evolink.internal.journal.Purchases.AT;
import static ai.evolink.internal.journal.Purchases.SERVICE;
import static ai.evolink.internal.journal.Purchases.TASK;
import static ai.evolink.internal.journal.Purchases.all;
import static ai.evolink.internal.journal.Purchases.ids;
import static ai.evolink.internal.journal.Purchases.intent;
import static ai.evolink.internal.journal.Purchases.key;
import static ai.evolink.internal.journal.Purchases.state;
import static ai.evolink.internal.journal.Purchases.task;
import static ai.evolink.internal.journal.Purchases.unordered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.Charge;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each journal promises, and that it promises the same after a restart. */
public abstract class JournalContract {
  private TaskJournal journal = TaskJournal.inMemory();

  /**
   * {@return the journal of the next process, not opened yet}
   *
   * @param before that of the last one; null if there was none
   */
  protected abstract TaskJournal next(@Nullable TaskJournal before);

  @AfterEach
  void close() {
    journal.close();
  }

  private void open() {
    journal = next(null);
    journal.open(SERVICE);
  }

  /** What the next process finds. */
  private void restart() {
    journal.close();
    journal = next(journal);
    journal.open(SERVICE);
  }

  @Test
  void intentIsGrantedOnceHoweverManyAsk() throws Exception {
    open();
    int callers = 64;
    CyclicBarrier together = new CyclicBarrier(callers);
    Callable<Optional<JournalEntry>> ask =
        () -> {
          together.await();
          return journal.intend(intent("order"));
        };
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    List<Optional<JournalEntry>> answers = new ArrayList<>();
    try {
      List<Future<Optional<JournalEntry>>> asked = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        asked.add(threads.submit(ask));
      }
      for (Future<Optional<JournalEntry>> answer : asked) {
        answers.add(answer.get());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(answers)
        .filteredOn(Optional::isPresent)
        .allSatisfy(there -> assertThat(there).contains(intent("order")));
  }

  @Test
  void entryThatIsThereIsReturnedAndNotReplaced() {
    open();
    assertThat(journal.intend(intent("order"))).isEmpty();
    JournalEntry another = intent("order").toBuilder().model("another").build();

    assertThat(journal.intend(another)).contains(intent("order"));
    journal.accepted(key("order"), TASK, null);
    restart();

    assertThat(journal.intend(another).orElseThrow().task()).contains(TASK);
    assertThat(ids(journal)).containsExactly("order");
  }

  @Test
  void onlyIntentsCanBeIntended() {
    open();
    JournalEntry bought = intent("order").toBuilder().state(JournalState.ACCEPTED).build();
    assertThatIllegalArgumentException().isThrownBy(() -> journal.intend(bought));
    assertThat(all(journal)).isEmpty();
  }

  @Test
  void everyValueSurvives() {
    open();
    JournalEntry intent = intent("order");
    journal.intend(intent);
    journal.uncertain(intent.key(), "no answer\nwithin \"5 s\"");
    journal.hinted(intent.key(), "task-hint");
    journal.accepted(intent.key(), TASK, new BigDecimal("1.50"));
    journal.accepted(intent.key(), task("2"), null);
    journal.ended(TASK.id(), JournalState.FAILED, new BigDecimal("0"));
    JournalEntry expected =
        intent.toBuilder()
            .state(JournalState.FAILED)
            .detail("no answer\nwithin \"5 s\"")
            .hint("task-hint")
            .task(TASK)
            .creditsReserved(new BigDecimal("1.50"))
            .otherTasks(List.of(task("2").id()))
            .creditsUsed(new BigDecimal("0"))
            .build();
    assertThat(journal.find("order")).contains(expected);

    restart();
    assertThat(journal.find("order")).contains(expected);
    restart();
    assertThat(journal.find("order")).contains(expected);
  }

  @Test
  void oddOrderIdsAreTheSameAfterwards() {
    open();
    List<String> odd = List.of("?", "\u0000", "\u2028\n", "🕊", " ", "\\ud800");
    odd.forEach(id -> journal.intend(intent(id)));

    restart();

    assertThat(ids(journal)).isEqualTo(odd);
    odd.forEach(id -> assertThat(journal.intend(intent(id))).isPresent());
    assertThatIllegalArgumentException().isThrownBy(() -> key("a\uD800b"));
  }

  @Test
  void whatWasUnderWayIsUncertainForTheNextProcess() {
    open();
    journal.intend(intent("order"));
    restart();
    JournalEntry entry = journal.find("order").orElseThrow();
    assertThat(entry.state()).isEqualTo(JournalState.UNCERTAIN);
    assertThat(entry.body()).isEqualTo(intent("order").body());
    assertThat(entry.detail()).isPresent();
  }

  @Test
  void retryMakesTheNextAttemptOnce() {
    open();
    journal.intend(intent("order"));
    journal.uncertain(key("order"), "no answer");
    JournalEntry second = intent(key("order").next());

    assertThat(journal.retry(key("order"), second)).isEmpty();
    assertThat(journal.retry(key("order"), second)).contains(second);
    assertThat(journal.intend(intent("order"))).contains(second);

    assertThat(all(journal))
        .extracting(JournalEntry::state)
        .containsExactly(JournalState.RETRIED, JournalState.INTENT);
    restart();
    assertThat(all(journal))
        .extracting(JournalEntry::state)
        .containsExactly(JournalState.RETRIED, JournalState.UNCERTAIN);
    assertThat(journal.find("order").orElseThrow().key()).isEqualTo(second.key());
    assertThat(journal.find(key("order"))).isPresent();
  }

  @Test
  void onlyWhatIsUncertainOrFailedIsRetried() {
    open();
    journal.intend(intent("order"));
    JournalEntry second = intent(key("order").next());
    assertThat(journal.retry(key("order"), second)).contains(intent("order"));
    journal.accepted(key("order"), TASK, null);
    assertThat(journal.retry(key("order"), second)).isPresent();
    journal.ended(TASK.id(), JournalState.FAILED, null);
    assertThat(journal.retry(key("order"), second)).isEmpty();
    assertThat(journal.retry(key("unknown"), intent(key("unknown").next()))).isEmpty();
    assertThat(journal.find("unknown")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> journal.retry(key("order"), intent("order")));
  }

  @Test
  void attemptStandsAgainWhenItsReplacementBoughtNothing() {
    open();
    journal.intend(intent("order"));
    journal.uncertain(key("order"), "no answer");
    JournalEntry second = intent(key("order").next());
    journal.retry(key("order"), second);

    journal.refused(second.key());

    JournalEntry first = journal.find("order").orElseThrow();
    assertThat(first)
        .isEqualTo(
            intent("order").toBuilder().state(JournalState.UNCERTAIN).detail("no answer").build());
    restart();
    assertThat(journal.find("order")).contains(first);
    assertThat(journal.retry(key("order"), second)).isEmpty();
  }

  @Test
  void whatBoughtNothingIsForgotten() {
    open();
    journal.intend(intent("order"));
    journal.refused(key("order"));
    journal.refused(key("order"));
    assertThat(all(journal)).isEmpty();
    assertThat(journal.byCallback("callback-order-1")).isEmpty();
    restart();
    assertThat(journal.intend(intent("order"))).isEmpty();
  }

  @Test
  void whatBoughtATaskIsNotForgotten() {
    open();
    journal.intend(intent("order"));
    journal.accepted(key("order"), TASK, null);
    journal.refused(key("order"));
    journal.uncertain(key("order"), "late");
    assertThat(state(journal, "order")).isEqualTo(JournalState.ACCEPTED);
  }

  @Test
  void givenUpIsForEver() {
    open();
    journal.intend(intent("order"));
    journal.giveUp(key("order"));
    assertThat(state(journal, "order")).isEqualTo(JournalState.INTENT); // not uncertain yet
    journal.uncertain(key("order"), "no answer");
    journal.giveUp(key("order"));
    journal.giveUp(key("order"));
    journal.giveUp(key("unknown"));

    restart();

    assertThat(state(journal, "order")).isEqualTo(JournalState.GIVEN_UP);
    assertThat(journal.intend(intent("order"))).isPresent();
    assertThat(journal.retry(key("order"), intent(key("order").next()))).isPresent();
  }

  @Test
  void secondTaskOfAnAttemptIsKeptBesideTheFirst() {
    open();
    journal.intend(intent("order"));
    journal.accepted(key("order"), TASK, BigDecimal.ONE);
    journal.accepted(key("order"), TASK, BigDecimal.TEN);
    journal.accepted(key("order"), task("2"), null);
    journal.accepted(key("order"), task("3"), null);
    journal.accepted(key("order"), task("2"), null);

    restart();

    JournalEntry entry = journal.find("order").orElseThrow();
    assertThat(entry.task()).contains(TASK);
    assertThat(entry.creditsReserved()).contains(BigDecimal.ONE);
    assertThat(entry.otherTasks()).containsExactly(task("2").id(), task("3").id());
    for (String name : List.of("1", "2", "3")) {
      assertThat(journal.byTask(task(name).id())).contains(entry);
    }
  }

  @Test
  void lateTaskOfADecidedAttemptIsRecordedAndChangesNoDecision() {
    open();
    journal.intend(intent("retried"));
    journal.uncertain(key("retried"), "no answer");
    journal.retry(key("retried"), intent(key("retried").next()));
    journal.accepted(key("retried"), task("1"), null);
    journal.intend(intent("given up"));
    journal.uncertain(key("given up"), "no answer");
    journal.giveUp(key("given up"));
    journal.accepted(key("given up"), task("2"), null);

    restart();

    JournalEntry retried = journal.byTask(task("1").id()).orElseThrow();
    assertThat(retried.key()).isEqualTo(key("retried"));
    assertThat(retried.state()).isEqualTo(JournalState.RETRIED);
    JournalEntry givenUp = journal.byTask(task("2").id()).orElseThrow();
    assertThat(givenUp.state()).isEqualTo(JournalState.GIVEN_UP);
  }

  @Test
  void taskOfAnUnknownAttemptIsNotSilentlyLost() {
    open();
    assertThatThrownBy(() -> journal.accepted(key("unknown"), TASK, null))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("knows no attempt unknown");
  }

  @Test
  void onlyAnAcceptedTaskEnds() {
    open();
    journal.intend(intent("order"));
    journal.accepted(key("order"), TASK, null);
    journal.accepted(key("order"), task("2"), null);
    journal.ended("task-unknown", JournalState.COMPLETED, BigDecimal.ONE);
    journal.ended(task("2").id(), JournalState.FAILED, BigDecimal.ONE); // not the one it waits for
    assertThat(state(journal, "order")).isEqualTo(JournalState.ACCEPTED);

    journal.ended(TASK.id(), JournalState.COMPLETED, BigDecimal.ONE);
    journal.ended(TASK.id(), JournalState.FAILED, BigDecimal.TEN);

    restart();
    JournalEntry entry = journal.find("order").orElseThrow();
    assertThat(entry.state()).isEqualTo(JournalState.COMPLETED);
    assertThat(entry.creditsUsed()).contains(BigDecimal.ONE);
    assertThat(entry.body()).isEmpty();
  }

  @Test
  void savedStaysWithItsOrderIdAndIsForgottenWithoutOne() {
    open();
    journal.intend(intent("order"));
    journal.accepted(key("order"), task("1"), null);
    journal.intend(unordered("none"));
    journal.accepted(key("none"), task("2"), null);
    for (String name : List.of("1", "2", "unknown")) {
      journal.ended(task(name).id(), JournalState.COMPLETED, null);
      journal.saved(task(name).id());
    }

    assertThat(ids(journal)).containsExactly("order");
    assertThat(journal.find("order").orElseThrow().isSaved()).isTrue();
    restart();
    assertThat(ids(journal)).containsExactly("order");
    assertThat(journal.find("order").orElseThrow().isSaved()).isTrue();
    assertThat(journal.byTask(task("2").id())).isEmpty();
  }

  @Test
  void entriesWithoutAnOrderIdGoAfterThirtyDays() {
    open();
    journal.intend(
        unordered("old").toBuilder().intendedAt(AT.minusSeconds(5_000_000_000L)).build());
    journal.intend(
        intent("ordered").toBuilder().intendedAt(AT.minusSeconds(5_000_000_000L)).build());
    journal.intend(unordered("new"));
    assertThat(ids(journal)).containsExactly("old", "ordered", "new");
    restart();
    assertThat(ids(journal)).containsExactly("ordered", "new");
  }

  @Test
  void purgeForgetsWhatNeedsNothingAnyMore() {
    open();
    for (JournalState state : JournalState.values()) {
      bring(state.name(), state);
    }
    bring("saved", JournalState.COMPLETED);
    journal.saved(journal.find("saved").orElseThrow().task().orElseThrow().id());
    JournalEntry late = intent("late").toBuilder().intendedAt(AT.plusSeconds(1)).build();
    journal.intend(late);
    journal.uncertain(late.key(), "no answer");
    journal.giveUp(late.key());

    assertThat(journal.purge(AT)).isZero();
    assertThat(journal.purge(AT.plusSeconds(1))).isEqualTo(5);

    String[] left = {"INTENT", "UNCERTAIN", "ACCEPTED", "COMPLETED", "RETRIED", "late"};
    assertThat(ids(journal)).containsExactly(left);
    restart();
    assertThat(ids(journal)).containsExactly(left);
    assertThat(journal.find("RETRIED").orElseThrow().key().attempt()).isEqualTo(2);
    assertThat(journal.intend(intent("GIVEN_UP"))).isEmpty();
  }

  private void bring(String id, JournalState state) {
    JournalEntry.Key key = key(id);
    journal.intend(intent(id));
    switch (state) {
      case INTENT -> {}
      case ACCEPTED -> journal.accepted(key, task(id), null);
      case COMPLETED, FAILED, CANCELLED -> {
        journal.accepted(key, task(id), null);
        journal.ended(task(id).id(), state, null);
      }
      case UNCERTAIN, RETRIED, GIVEN_UP -> {
        journal.uncertain(key, "no answer");
        if (state == JournalState.RETRIED) {
          journal.retry(key, intent(key.next()));
        } else if (state == JournalState.GIVEN_UP) {
          journal.giveUp(key);
        }
      }
    }
  }

  @Test
  void entriesAreFoundByCallback() {
    open();
    journal.intend(intent("order"));
    journal.uncertain(key("order"), "no answer");
    journal.retry(key("order"), intent(key("order").next()));
    restart();
    assertThat(journal.byCallback("callback-order-1").orElseThrow().key()).isEqualTo(key("order"));
    assertThat(journal.byCallback("callback-order-2").orElseThrow().key())
        .isEqualTo(key("order").next());
    assertThat(journal.byCallback("unknown")).isEmpty();
  }

  @Test
  void orderIsThatOfTheIntents() {
    open();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String id = "order-" + (i * 37) % 100;
      made.add(id);
      journal.intend(intent(id).toBuilder().intendedAt(AT.minusSeconds(i)).build());
    }
    for (int i = 99; i >= 0; i--) {
      journal.accepted(key("order-" + i), task("" + i), null);
    }
    assertThat(ids(journal)).isEqualTo(made);
    restart();
    assertThat(ids(journal)).isEqualTo(made);
  }

  @Test
  void actionOnEntriesMayChangeThem() {
    open();
    journal.intend(intent("1"));
    journal.intend(intent("2"));
    journal.forEach(entry -> journal.refused(entry.key()));
    assertThat(all(journal)).isEmpty();
  }

  @Test
  void journalIsOpenUntilTheLastClientHasClosedIt() {
    open();
    journal.open(SERVICE);
    journal.close();
    journal.intend(intent("order"));
    journal.accepted(key("order"), TASK, null);
    journal.close();
    journal.close(); // once too often does nothing

    assertThatThrownBy(() -> journal.intend(intent("another")))
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.charge()).isEqualTo(Charge.NONE))
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> journal.accepted(key("order"), TASK, null))
        .isInstanceOf(JournalException.class);

    journal.open(SERVICE);
    assertThat(ids(journal)).containsExactly("order");
  }

  @Test
  void journalBelongsToOneBaseUrl() {
    open();
    URI another = URI.create("http://127.0.0.1:8080");
    String message = "belongs to https://api.evolink.ai, not to http://127.0.0.1:8080.";
    assertThatThrownBy(() -> journal.open(another)).hasMessageContaining(message);
    journal.intend(intent("order"));
    journal.close();
    assertThatThrownBy(() -> journal.open(another)).hasMessageContaining(message);
    journal.open(SERVICE);
    assertThat(ids(journal)).containsExactly("order");
  }
}
