package ai.evolink;

import static ai.evolink.JournalState.INTENT;

import ai.evolink.BatchEnd.State;
import ai.evolink.model.GenerationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How an item of a batch is bought, and what its failures mean. */
final class BatchPurchases<R extends GenerationRequest> {
  /** How long a refusal that may pass is waited out, try by try. */
  private static final List<Duration> RESTS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60));

  private final Generator<R> generator;

  BatchPurchases(Generator<R> generator) {
    this.generator = generator;
  }

  /** What was begun for an item: its end, or a wait. */
  record Begun(@Nullable BatchEnd end, @Nullable TaskFuture future) {
    static Begun over(BatchEnd end) {
      return new Begun(end, null);
    }

    static Begun waiting(TaskFuture wait) {
      return new Begun(null, wait);
    }
  }

  /** The order ids of a batch are of no use without a journal, for any of its items. */
  void requireJournal(BatchItem<?> item) {
    if (item.orderId().isPresent() && !generator.hasJournal()) {
      throw new IllegalArgumentException(
          "An order id needs a journal: call journal(TaskJournal.file(path)) on the client's"
              + " builder");
    }
  }

  /**
   * Buys an item, or goes on with what was bought.
   *
   * @param retry whether what has failed, or may have been bought, is bought again
   * @param closed whether nothing may be bought any more
   */
  Begun begin(BatchItem<? extends R> item, Predicate<? super Purchase> retry, boolean closed) {
    R request = item.request();
    SubmitOptions options = item.options();
    Optional<JournalEntry> known = item.orderId().flatMap(id -> generator.known(request, id));
    if (closed && known.map(JournalEntry::state).orElse(INTENT) == INTENT) {
      // What somebody else is about to submit may yet be given up, and would be ours to submit
      // then.
      return Begun.over(BatchEnd.without(item, State.NOT_SUBMITTED, null));
    }
    if (known.isPresent()) {
      JournalEntry entry = known.get();
      List<Path> files = item.file().map(BatchFiles::find).orElse(List.of());
      boolean there = item.file().isEmpty() || !files.isEmpty();
      if (entry.state() == JournalState.COMPLETED && entry.isSaved() && there) {
        return Begun.over(BatchEnd.before(item, entry, files));
      }
      if (!closed && entry.state().mayBeRetried()) {
        Purchase purchase = generator.purchase(entry);
        if (retry.test(purchase)) {
          return Begun.waiting(again(purchase, options.wait));
        }
      }
    }
    return Begun.waiting(generator.generate(request, options));
  }

  private static TaskFuture again(Purchase purchase, WaitOptions wait) {
    try {
      return purchase.retry(wait);
    } catch (IllegalStateException e) {
      if (purchase.entry().state() == JournalState.UNCERTAIN) {
        throw new StillUncertain(e);
      }
      throw e;
    }
  }

  /** A purchase cannot be retried yet, or not any more. */
  private static final class StillUncertain extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient IllegalStateException why;

    StillUncertain(IllegalStateException why) {
      super(why);
      this.why = why;
    }
  }

  /** Something was thrown before a submit could begin, so nothing has been sent. */
  private static final class NotBegun extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RuntimeException why;

    NotBegun(RuntimeException why) {
      super(why);
      this.why = why;
    }
  }

  /** {@return what {@link #notBought} is to be given for what {@link #begin} has thrown} */
  static Throwable beforeSending(Throwable thrown) {
    return thrown instanceof EvolinkException || thrown instanceof StillUncertain
        ? thrown
        : new NotBegun(unchecked(thrown));
  }

  /**
   * {@return what to tell of an item whose wait was cut short}
   *
   * @param cut what ended the wait
   * @param lost why the submit has failed; null if it has not
   */
  static Throwable afterTheCut(Throwable cut, @Nullable Throwable lost) {
    boolean neverLeft =
        lost instanceof TransportException ours && ours.charge() == Charge.NONE; // it was given up
    return lost == null || neverLeft ? cut : lost;
  }

  /** {@return the end of an item that has failed and whose task is known} */
  static BatchEnd bought(BatchItem<?> item, TaskHandle task, Throwable failure) {
    State state = hasEnded(failure) ? State.FAILED : State.UNFINISHED;
    return BatchEnd.bought(item, state, task, unchecked(failure));
  }

  /** {@return whether a wait has failed because its task has} */
  static boolean hasEnded(Throwable failure) {
    return failure instanceof TaskFailedException || failure instanceof TaskCancelledException;
  }

  /** {@return the end of an item for which no task is known} */
  static BatchEnd notBought(BatchItem<?> item, Throwable failure) {
    if (failure instanceof StillUncertain still) {
      return BatchEnd.without(item, State.UNCERTAIN, still.why);
    }
    if (failure instanceof NotBegun not) {
      return BatchEnd.without(item, State.REFUSED, not.why);
    }
    boolean stopped = failure instanceof CancellationException;
    return BatchEnd.without(item, stateOf(failure), stopped ? null : unchecked(failure));
  }

  private static State stateOf(Throwable failure) {
    if (failure instanceof CancellationException
        || failure instanceof JournalException
        || failure instanceof ClientClosedException
        || (failure instanceof SpendLimitException limit && limit.isOfClient())) {
      return State.NOT_SUBMITTED;
    }
    if (failure instanceof EvolinkException ours) {
      return ours.charge() == Charge.UNKNOWN ? State.UNCERTAIN : State.REFUSED;
    }
    return failure instanceof IllegalArgumentException ? State.REFUSED : State.UNCERTAIN;
  }

  /** {@return whether the next item would fail likewise} */
  static boolean concernsAll(Throwable failure) {
    return (failure instanceof SpendLimitException limit && limit.isOfClient())
        || failure instanceof JournalException
        || (failure instanceof ApiException refused
            && !refused.isAboutModel()
            && List.of(401, 402, 403).contains(refused.statusCode()));
  }

  /**
   * {@return how long to wait before the submit is tried again; null if it is not}
   *
   * @param tries how often it was tried
   */
  static @Nullable Duration rest(Throwable failure, int tries) {
    if (!(failure instanceof EvolinkException ours)
        || ours.charge() != Charge.NONE
        || !ours.isRetryable()
        || tries > RESTS.size()) {
      return null;
    }
    Duration rest = RESTS.get(tries - 1);
    Duration longest = RESTS.get(RESTS.size() - 1);
    return failure instanceof ApiException refused
        ? refused
            .retryAfter()
            .filter(asked -> asked.compareTo(rest) > 0)
            .map(asked -> asked.compareTo(longest) > 0 ? longest : asked)
            .orElse(rest)
        : rest;
  }

  static RuntimeException unchecked(Throwable failure) {
    return failure instanceof RuntimeException e ? e : new CompletionException(failure);
  }
}
