package ai.evolink;

import org.jspecify.annotations.Nullable;

/**
 * A {@link TaskJournal} could not be read or written, or refuses what was asked of it. Nothing has
 * been sent: without its entry, a submit does not begin.
 */
public final class JournalException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  /**
   * For implementations of {@link TaskJournal}.
   *
   * @param message what went wrong, in a sentence that names the journal
   * @param cause null if nothing else was thrown
   * @param nextStep what to do now, in a sentence; null if there is nothing to advise
   */
  public JournalException(String message, @Nullable Throwable cause, @Nullable String nextStep) {
    super(message, cause, Charge.NONE, nextStep);
  }
}
