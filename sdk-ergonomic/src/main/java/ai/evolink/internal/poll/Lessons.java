package ai.evolink.internal.poll;

/** Keeps what waits teach about how long tasks take. */
public interface Lessons {
  /**
   * A task has ended, or was given up on, in some interval.
   *
   * @param estimate what the service said at the submit, in seconds; 0 if it said nothing
   * @param after when it was last seen pending, in seconds since the submit
   * @param until when it was seen completed; infinite if it was not
   */
  void add(String model, double estimate, double after, double until);
}
