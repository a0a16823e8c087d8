package ai.evolink;

import ai.evolink.internal.Access;

/** Whether the call behind an exception may have cost credits. */
public enum Charge {
  /** Nothing was charged: the service refused the call, or never received it. */
  NONE,

  /**
   * Something may have been charged; the balance and the list of tasks in the dashboard show
   * whether it was.
   */
  UNKNOWN;

  static {
    Access.set(new HiddenMembers());
  }
}
