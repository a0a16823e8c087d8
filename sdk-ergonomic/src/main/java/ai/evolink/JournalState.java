package ai.evolink;

/** How far an attempt to buy has come, as a {@link TaskJournal} knows it. */
public enum JournalState {
  /**
   * The request is about to be sent or under way, by a client that is alive. What it will cost is
   * not known yet.
   */
  INTENT,

  /**
   * Sent or about to be sent, and no usable answer: either the answer was lost, or the process that
   * was to receive it is gone. A task may exist and may have been charged; somebody has to decide.
   */
  UNCERTAIN,

  /** The service has accepted the task, whose end is not known yet. */
  ACCEPTED,

  /** The task is completed. Its results may or may not have been saved. */
  COMPLETED,

  /** The task has failed. */
  FAILED,

  /** The task was cancelled. */
  CANCELLED,

  /** Uncertain or failed, and replaced by another attempt. */
  RETRIED,

  /** Uncertain, and not to be decided any more. The order id stays taken. */
  GIVEN_UP;

  /** {@return whether the task of such an attempt has ended} */
  public boolean hasEnded() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** {@return whether another attempt may take the place of such a one} */
  public boolean mayBeRetried() {
    return this == UNCERTAIN || this == FAILED || this == CANCELLED;
  }
}
