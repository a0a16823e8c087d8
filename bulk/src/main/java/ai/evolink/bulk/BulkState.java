package ai.evolink.bulk;

/** How far an item of a {@link Bulk} has come. */
public enum BulkState {
  /** To be bought, or to be bought again. */
  NEW,
  /** About to be sent, or under way. */
  INTENT,
  /** Bought; its task goes on, or its results are being stored. */
  ACCEPTED,
  /** Completed, and its results are stored. */
  DONE,
  /** The task has failed or was cancelled, and it is not bought again by itself. */
  FAILED,
  /** Nothing was bought, and trying again would not help. */
  REFUSED,
  /** Perhaps bought: somebody has to {@linkplain BulkOrder decide}, unless a callback does. */
  UNCERTAIN,
  /** Uncertain, and not to be decided any more. */
  GIVEN_UP,
  /** Cancelled before it was bought. */
  CANCELLED;

  /** {@return whether nothing happens to such an item by itself any more} */
  public boolean isFinal() {
    return this != NEW && this != INTENT && this != ACCEPTED;
  }
}
