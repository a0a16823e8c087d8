package ai.evolink;

/** What to do with a submit under a limit if nobody can say what it may cost. */
public enum UnknownPrice {
  /** Refuse it with {@link PriceUnknownException}; nothing is sent. The default. */
  REFUSE,

  /**
   * Let it pass as if it cost the most that was seen for its model since the client was made. As
   * long as nothing was seen for a model, one such submit passes at a time, and the others wait for
   * its answer. The limit is then no more than an intention: what a first submit costs is known
   * only afterwards.
   */
  ASSUME_HIGHEST
}
