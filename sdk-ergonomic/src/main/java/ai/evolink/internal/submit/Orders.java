package ai.evolink.internal.submit;

import ai.evolink.EvolinkException;
import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.OneLine;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The order ids of one client: which are being submitted, and which the journal knows. */
final class Orders {
  private final TaskJournal journal;
  private final ConcurrentMap<String, Live> live = new ConcurrentHashMap<>();

  /** A submit under way. */
  private record Live(Submission submission, @Nullable String fingerprint) {}

  Orders(TaskJournal journal) {
    this.journal = journal;
  }

  /**
   * Lets {@code submission} be the one for {@code orderId}, unless there is one already.
   *
   * @return {@code submission}, or the one that is under way and has been joined
   * @throws IllegalArgumentException if that one is for another request
   */
  Submission claim(String orderId, @Nullable String fingerprint, Submission submission) {
    Live mine = new Live(submission, fingerprint);
    while (true) {
      Live there = live.putIfAbsent(orderId, mine);
      if (there == null) {
        return submission;
      }
      requireSame(orderId, there.fingerprint(), fingerprint);
      if (there.submission().addHolder()) {
        return there.submission();
      }
      if (live.replace(orderId, there, mine)) { // it is over, or buys nothing
        submission.follow(there.submission());
        return submission;
      }
    }
  }

  Optional<JournalEntry> find(String orderId) {
    return journal.find(orderId);
  }

  void release(String orderId, Submission submission) {
    live.computeIfPresent(orderId, (id, there) -> there.submission() == submission ? null : there);
  }

  /**
   * Completes {@code submission} with what the journal knows of the order.
   *
   * @return false if it knows nothing, so that the order can be bought
   * @throws IllegalArgumentException if the order is for another request
   */
  boolean replay(String orderId, @Nullable String fingerprint, Submission submission) {
    Optional<JournalEntry> known;
    try {
      known = journal.find(orderId);
    } catch (EvolinkException e) {
      submission.fail(e);
      return true;
    }
    known.ifPresent(
        entry -> {
          requireSame(orderId, entry.fingerprint(), fingerprint);
          complete(submission, entry);
        });
    return known.isPresent();
  }

  /**
   * Completes {@code submission} with what was bought, or was to be bought, by another one that
   * came first, although the journal did not know it when this one began.
   */
  static void overtaken(Submission submission, JournalEntry entry, @Nullable String fingerprint) {
    try {
      requireSame(entry.key().id(), entry.fingerprint(), fingerprint);
      complete(submission, entry);
    } catch (IllegalArgumentException e) {
      submission.fail(e);
    }
  }

  private static void complete(Submission submission, JournalEntry entry) {
    TaskHandle task = entry.state() == JournalState.GIVEN_UP ? null : entry.task().orElse(null);
    if (task == null) {
      submission.fail(failureOf(entry));
      return;
    }
    Log.LOGGER.log(
        Level.INFO,
        "{0} has been bought before, as task {1}; nothing is sent.",
        entry.key(),
        OneLine.of(task.id()));
    submission.complete(
        Access.get()
            .ordered(
                task, entry.orderId().orElse(null), true, entry.creditsReserved().orElse(null)));
  }

  static void requireSame(String orderId, @Nullable String one, @Nullable String other) {
    if (Fingerprints.differ(one, other)) {
      throw new IllegalArgumentException(
          "The order id \""
              + OneLine.of(orderId)
              + "\" belongs to another request. An order id names one purchase: use a new one, or"
              + " retry() that of the old request");
    }
  }

  /** {@return why nothing is sent for an order whose task is not known} */
  private static EvolinkException failureOf(JournalEntry entry) {
    return switch (entry.state()) {
      case UNCERTAIN ->
          doubt(
              entry,
              entry.detail().orElse("no usable answer came back"),
              "Look for it in the dashboard, then decide: recover().uncertain() has retry(),"
                  + " accept(taskId) and giveUp().");
      case GIVEN_UP ->
          doubt(entry, "the attempt was given up", "Use another order id to buy it again.");
      default -> Access.get().orderBusy(entry.key().id());
    };
  }

  private static EvolinkException doubt(JournalEntry entry, String what, String nextStep) {
    return Access.get()
        .stillUncertain(
            "POST /" + entry.path(),
            new Access.Doubt(
                entry.model(), entry.intendedAt(), null, entry.idempotencyKey().orElse(null), null),
            what,
            nextStep);
  }
}
