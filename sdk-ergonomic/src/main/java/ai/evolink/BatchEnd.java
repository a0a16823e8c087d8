package ai.evolink;

import ai.evolink.internal.http.SpendMeter;
import ai.evolink.internal.text.OneLine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one item of a batch has ended. Immutable. */
public final class BatchEnd {
  /** What has become of an item. */
  public enum State {
    /** The task was completed, in this run or an earlier one, and its result saved if asked for. */
    DONE,

    /** The task was completed and paid, but its result could not be saved. Another run tries. */
    UNSAVED,

    /** The task has failed or was cancelled. It is bought again only on request. */
    FAILED,

    /**
     * The task was bought, but its wait has ended before it: by its deadline, by {@link
     * BatchFuture#stop()}, or because the service answers no queries. Another run goes on with it.
     */
    UNFINISHED,

    /** Nobody knows whether it was bought; {@link EvolinkClient#recover()} lists it. */
    UNCERTAIN,

    /** The request was refused, by the service or before it was sent, and nothing was bought. */
    REFUSED,

    /** Nothing was sent, because the batch was stopped or a limit was reached. */
    NOT_SUBMITTED;

    /** {@return the word for people, such as "not submitted"} */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final BatchItem<?> item;
  private final State state;
  private final @Nullable TaskHandle task;
  private final @Nullable Generation generation;
  private final List<Path> files;
  private final @Nullable BigDecimal credits;
  private final @Nullable RuntimeException problem;

  private BatchEnd(
      BatchItem<?> item,
      State state,
      @Nullable TaskHandle task,
      @Nullable Generation generation,
      List<Path> files,
      @Nullable BigDecimal credits,
      @Nullable RuntimeException problem) {
    this.item = item;
    this.state = state;
    this.task = task;
    this.generation = generation;
    this.files = List.copyOf(files);
    this.credits = credits;
    this.problem = problem;
  }

  static BatchEnd completed(
      BatchItem<?> item, Generation made, List<Path> files, @Nullable RuntimeException notSaved) {
    BigDecimal used = made.creditsUsed().or(() -> made.task().creditsReserved()).orElse(null);
    State state = notSaved == null ? State.DONE : State.UNSAVED;
    return new BatchEnd(item, state, made.task(), made, files, used, notSaved);
  }

  /** An earlier run has completed and saved it, and nothing was asked. */
  static BatchEnd before(BatchItem<?> item, JournalEntry entry, List<Path> files) {
    return new BatchEnd(
        item,
        State.DONE,
        entry.task().orElse(null),
        null,
        files,
        entry.creditsUsed().or(entry::creditsReserved).orElse(null),
        null);
  }

  /** It was bought, and there is no result. */
  static BatchEnd bought(
      BatchItem<?> item, State state, TaskHandle task, RuntimeException problem) {
    BigDecimal cost =
        problem instanceof TaskFailedException failed
            ? SpendMeter.finalCost(failed.snapshot())
            : null;
    return new BatchEnd(
        item,
        state,
        task,
        null,
        List.of(),
        cost != null ? cost : task.creditsReserved().orElse(null),
        problem);
  }

  static BatchEnd without(BatchItem<?> item, State state, @Nullable RuntimeException problem) {
    return new BatchEnd(item, state, null, null, List.of(), null, problem);
  }

  /** {@return the item, as it was given} */
  public BatchItem<?> item() {
    return item;
  }

  /** {@return what has become of it} */
  public State state() {
    return state;
  }

  /** {@return the task that was bought; empty if none was, or none is known} */
  public Optional<TaskHandle> task() {
    return Optional.ofNullable(task);
  }

  /**
   * {@return the result; empty unless the task was completed} Also empty for an item that an
   * earlier run has completed and saved, for which the service is not asked any more.
   */
  public Optional<Generation> generation() {
    return Optional.ofNullable(generation);
  }

  /** {@return the files that were saved; empty if none were to be} */
  public List<Path> files() {
    return files;
  }

  /**
   * {@return the credits that were used, as far as is known; those that were reserved, if the
   * service does not say what was used} Empty if nothing is known, as for uncertain items.
   */
  public Optional<BigDecimal> credits() {
    return Optional.ofNullable(credits);
  }

  /** {@return why it is not done; empty if it is, and for what was not submitted after a stop} */
  public Optional<RuntimeException> problem() {
    return Optional.ofNullable(problem);
  }

  /** {@return one line: the order id, the state, and the problem if there is one} */
  @Override
  public String toString() {
    String name = item.orderId().map(OneLine::of).orElse("without an order id");
    String why = problem == null ? "" : ", " + OneLine.of(String.valueOf(problem.getMessage()));
    return name + ": " + state + why;
  }
}
