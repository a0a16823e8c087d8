package ai.evolink.internal.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides which delays that the service asks for are waited out before a call is made again. */
public final class RetryDelay {
  /** The longest delay that makes sense for a single call or poll. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryDelay() {}

  /** {@return {@code told}, or null if it is too long to be meant for a single call} */
  public static @Nullable Duration believable(@Nullable Duration told) {
    return told == null || told.compareTo(LONGEST) > 0 ? null : told;
  }
}
