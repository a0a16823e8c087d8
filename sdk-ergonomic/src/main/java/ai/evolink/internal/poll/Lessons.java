package ai.evolink.internal.poll;

/** Records what waits reveal about how long tasks take. */
public interface Lessons {
  /**
   * Records the interval in which a task ended, or at which the wait for it was given up.
   *
   * @param estimate the estimate of the service at the submit, in seconds; 0 if it gave none
   * @param after when it was last seen pending, in seconds since the submit
   * @param until when it was seen completed, in seconds since the submit; infinite if it was not
   */
  void add(String model, double estimate, double after, double until);

  /**
   * Records that a task was seen pending again. Until {@link #gone}, it counts as one that takes
   * longer than that.
   *
   * @param before when it was seen pending before, in seconds since the submit; negative if never
   * @param now when it was seen pending this time, in seconds since the submit
   */
  void pending(String model, double before, double now);

  /**
   * Records that a task is no longer pending or no longer watched. Called before {@link #add}.
   *
   * @param last when it was last seen pending, in seconds since the submit
   */
  void gone(String model, double last);
}
