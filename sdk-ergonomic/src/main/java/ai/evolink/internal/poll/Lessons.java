package ai.evolink.internal.poll;

/** Records what waits reveal about how long tasks take. */
public interface Lessons {
  /**
   * {@return the number of a task that begins now; negative if it is not to be learned from}
   * Whatever it turns out to take, that is decided before anything is known.
   */
  int begin(String model);

  /**
   * Records the interval in which a task ended, or at which the wait for it was given up.
   *
   * @param number the number of the task, see {@link #begin}
   * @param estimate the estimate of the service at the submit, in seconds; 0 if it gave none
   * @param after when it was last seen pending, in seconds since the submit
   * @param until when it was seen completed, in seconds since the submit; infinite if it was not
   */
  void add(String model, int number, double estimate, double after, double until);

  /**
   * Records that a task was seen pending again. Until {@link #gone}, it counts as one that takes
   * longer than that.
   *
   * @param before when it was seen pending before, in seconds since the submit; negative if never
   * @param now when it was seen pending this time, in seconds since the submit
   */
  void pending(String model, double before, double now);

  /**
   * Records that a task that has begun is no longer pending or no longer watched. Called before
   * {@link #add}.
   *
   * @param last when it was last seen pending, in seconds since the submit; negative if never
   */
  void gone(String model, double last);

  /** Records whether a completed task has kept the promise of its progress. */
  void promised(String model, boolean kept);
}
