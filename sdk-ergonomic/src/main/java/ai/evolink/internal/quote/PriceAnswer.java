package ai.evolink.internal.quote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the query of a price rule ended. */
sealed interface PriceAnswer {
  /**
   * A list.
   *
   * @param json the answer as maps and lists
   * @param raw the answer
   * @param lifetime how long it is fresh
   */
  record Read(Object json, String raw, @Nullable String etag, Duration lifetime)
      implements PriceAnswer {}

  /** The list is the one that is known, and as fresh as said. */
  record Unchanged(Duration lifetime) implements PriceAnswer {}

  /**
   * No list.
   *
   * @param reason in half a sentence
   * @param lasting whether asking again will not help: the service knows no such model
   */
  record Failed(String reason, boolean lasting) implements PriceAnswer {}
}
