package ai.evolink.internal.submit;

import ai.evolink.internal.http.SpendMeter;
import ai.evolink.internal.quote.Budget;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The permission of a submit to cost something, which may come while its media are uploaded. */
final class Admission {
  private final CompletableFuture<SpendMeter.Hold> permission;
  private volatile SpendMeter.@Nullable Hold hold;
  private boolean over;

  private Admission(CompletableFuture<SpendMeter.Hold> permission) {
    this.permission = permission;
    permission.whenComplete(
        (given, refused) -> {
          if (given != null && !keep(given)) {
            given.release(); // the submit was given up in the meantime
          }
        });
  }

  /**
   * @throws ai.evolink.EvolinkException if the submit is refused without a look at its price
   */
  static Admission of(Budget budget, Budget.Wish wish, Budget.Terms terms) {
    return new Admission(budget.admit(wish, terms));
  }

  private synchronized boolean keep(SpendMeter.Hold given) {
    hold = given;
    return !over;
  }

  /** {@return a future of {@code uploads} that waits for the permission, too} */
  <M> CompletableFuture<M> with(CompletableFuture<M> uploads) {
    if (permission.isDone() && !permission.isCompletedExceptionally()) {
      return uploads;
    }
    CompletableFuture<M> both =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            uploads.cancel(mayInterruptIfRunning);
            return cancelled;
          }
        };
    uploads.whenComplete(
        (media, failure) -> {
          if (failure != null) {
            both.completeExceptionally(failure);
          } else {
            permission.whenComplete(
                (given, refused) -> {
                  if (refused == null) {
                    both.complete(media);
                  }
                });
          }
        });
    permission.whenComplete(
        (given, refused) -> {
          if (refused != null && both.completeExceptionally(refused) && !uploads.isDone()) {
            uploads.cancel(true);
          }
        });
    return both;
  }

  /** {@return what is held; null before the permission was given} */
  SpendMeter.@Nullable Hold hold() {
    return hold;
  }

  /** {@return the most that the submit may cost; null if nobody knows} */
  @Nullable BigDecimal most() {
    SpendMeter.Hold held = hold;
    return held == null ? null : held.most();
  }

  /** The submit is over: what is still held then was not bought. */
  void end() {
    SpendMeter.Hold held;
    synchronized (this) {
      over = true;
      held = hold;
    }
    if (held != null) {
      held.release();
    }
  }
}
