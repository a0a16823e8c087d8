package ai.evolink.internal.text;

import ai.evolink.EvolinkException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Removes the wrappers that futures put around failures. */
public final class Unwrapping {
  private Unwrapping() {}

  public static Throwable plain(Throwable failure) {
    Throwable plain = failure;
    while (plain.getCause() != null
        && (plain instanceof CompletionException || plain instanceof ExecutionException)) {
      plain = plain.getCause();
    }
    return plain;
  }

  /**
   * Runs {@code action} once {@code stage} is complete, with the unwrapped failure if it failed.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the action reports what it throws
  public static <V> void whenDone(
      CompletionStage<V> stage, BiConsumer<@Nullable V, @Nullable Throwable> action) {
    stage.whenComplete(
        (value, failure) -> action.accept(value, failure == null ? null : plain(failure)));
  }

  /**
   * {@return the exception to throw to a blocked caller} An {@link Error} is thrown instead of
   * returned.
   */
  public static RuntimeException unchecked(Throwable failure) {
    Throwable plain = plain(failure);
    if (plain instanceof EvolinkException e && e.getSuppressed().length == 0) {
      // The exception was made on another thread; this records where the result was requested.
      e.addSuppressed(new Throwable("The result was asked for here:"));
    }
    if (plain instanceof Error error) {
      throw error;
    }
    return plain instanceof RuntimeException e ? e : new CompletionException(plain);
  }

  /** Throws {@code failure} as it is, checked or not; returns nothing. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <E extends Throwable> E sneaky(Throwable failure) throws E {
    throw (E) failure;
  }
}
