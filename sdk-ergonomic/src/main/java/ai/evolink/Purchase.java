package ai.evolink;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An attempt to buy that the journal of a client knows, and what can be done about it. Found by
 * {@link EvolinkClient#recover()}. A snapshot: it does not change with the journal. Thread-safe.
 */
public final class Purchase {
  private final JournalEntry entry;
  private final PurchaseActions actions;

  Purchase(JournalEntry entry, PurchaseActions actions) {
    this.entry = entry;
    this.actions = actions;
  }

  /** {@return what the journal knew of the attempt} */
  public JournalEntry entry() {
    return entry;
  }

  /** {@return the order id; empty for a submit that was given none} */
  public Optional<String> orderId() {
    return entry.orderId();
  }

  /** {@return the task that was bought; empty if none is known} */
  public Optional<TaskHandle> task() {
    return entry
        .task()
        .map(
            task ->
                task.ordered(
                    entry.orderId().orElse(null), true, entry.creditsReserved().orElse(null)));
  }

  /**
   * Waits for the task that was bought, until the default deadline of its kind. Sends no submit.
   */
  public TaskFuture resume() {
    return resume(WaitOptions.ofDefaults());
  }

  /**
   * Waits for the task that was bought. Sends no submit.
   *
   * @throws IllegalStateException if no task is known; see {@link #accept} and {@link #retry}
   */
  public TaskFuture resume(WaitOptions options) {
    TaskHandle task =
        task()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No task is known for " + entry.key() + ", which is " + entry.state()));
    return actions.follow(task, Objects.requireNonNull(options, "options"));
  }

  /** Buys the same again, and waits for it, until the default deadline of its kind. */
  public TaskFuture retry() {
    return retry(WaitOptions.ofDefaults());
  }

  /**
   * Buys the same again, as the next attempt of its order, and waits for it. For an {@linkplain
   * JournalState#UNCERTAIN uncertain} attempt, the decision of the caller that it has not bought
   * anything: if it has, both are charged. For a failed or cancelled one, the next try.
   *
   * @return a future that fails as that of {@code generate} does; with {@link OrderBusyException}
   *     if the attempt has been retried in the meantime and its outcome is not known yet
   * @throws IllegalStateException if the attempt is neither uncertain nor failed nor cancelled, if
   *     it may still be under way, or if the journal does not have its request any more
   */
  public TaskFuture retry(WaitOptions options) {
    return actions.retry(entry, Objects.requireNonNull(options, "options"));
  }

  /**
   * Looks through the newest 1,000 tasks of the account for those that this attempt may have
   * bought: of its medium and model, not older than the submit less five minutes for clocks that
   * differ, and not known to be of another attempt. Nothing is decided: one that is found may be of
   * another program, and none proves nothing. {@link #accept} takes one.
   *
   * <p>No documentation has the list, see {@link Tasks#list}.
   *
   * @return a future of the tasks, those nearest to the time of the submit first; fails with {@link
   *     ApiException} or {@link TransportException}
   * @throws IllegalStateException if a task is known for the attempt or it is still under way, and
   *     unless {@link EvolinkClient.Builder#allowExperimental()} was called
   */
  @Experimental
  public EvolinkFuture<List<TaskSummary>> candidates() {
    return actions.candidates(entry);
  }

  /**
   * Says which task an uncertain attempt has bought, for instance after a look into the dashboard.
   *
   * @return a future of the task, once the service has confirmed that its medium and model are
   *     those of the request, that it is not older, and that no other attempt has bought it; fails
   *     with {@link IllegalArgumentException} otherwise, and as {@link Tasks#get} does
   * @throws IllegalArgumentException if {@code taskId} is blank or consists of one or two dots
   */
  public EvolinkFuture<TaskHandle> accept(String taskId) {
    return actions.accept(entry, TaskIds.require(taskId));
  }

  /**
   * Stops asking about an uncertain attempt. Its order id stays taken, and is not bought again. A
   * task that turns up for it is recorded all the same. Does nothing for an attempt that is not
   * uncertain.
   *
   * @throws JournalException if the journal cannot be written
   */
  public void giveUp() {
    actions.giveUp(entry);
  }

  /**
   * Records that the results were saved, by other means than {@link Artifact#saveTo}.
   *
   * @throws JournalException if the journal cannot be written
   */
  public void markSaved() {
    actions.markSaved(entry);
  }

  @Override
  public String toString() {
    return "Purchase[" + entry + "]";
  }
}
