package ai.evolink;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes failures out of the wrappers that futures put around them. */
final class Unwrapping {
  private Unwrapping() {}

  static Throwable plain(Throwable failure) {
    Throwable plain = failure;
    while (plain.getCause() != null
        && (plain instanceof CompletionException || plain instanceof ExecutionException)) {
      plain = plain.getCause();
    }
    return plain;
  }

  /** {@return what an awaiting caller gets; an {@link Error} is thrown at once} */
  static RuntimeException unchecked(Throwable failure) {
    Throwable plain = plain(failure);
    if (plain instanceof EvolinkException e && e.getSuppressed().length == 0) {
      // Made elsewhere, long ago: this shows whose call it has ended.
      e.addSuppressed(new Throwable("Awaited here:"));
    }
    if (plain instanceof Error error) {
      throw error;
    }
    return plain instanceof RuntimeException e ? e : new CompletionException(plain);
  }
}
