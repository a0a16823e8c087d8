package ai.evolink;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of the JDK says of a future in each of its states; all methods at once. */
final class FutureState {
  private static final Object ABSENT = new Object();
  private static final boolean HAS_STATE = Runtime.version().feature() >= 19;

  private FutureState() {}

  static void isPending(CompletableFuture<Object> future) {
    assertThat(future.isDone()).isFalse();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.isCompletedExceptionally()).isFalse();
    assertThat(future.getNow(ABSENT)).isSameAs(ABSENT);
    assertThatThrownBy(() -> future.get(0, HOURS)).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> future.get(-1, HOURS)).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> future.get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
    interrupted(future::get);
    interrupted(() -> future.get(1, HOURS));
    newer(future, "RUNNING", null, null);
    assertThat(future.isDone()).isFalse();
  }

  private static void interrupted(ThrowingCallable blocking) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(blocking).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  static void isCompleted(CompletableFuture<Object> future) {
    Object value = future.join();
    assertThat(value).isNotNull();
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.isCompletedExceptionally()).isFalse();
    assertThat(future.getNow(ABSENT)).isSameAs(value);
    assertThat(got(future::get)).isSameAs(value);
    assertThat(got(() -> future.get(0, NANOSECONDS))).isSameAs(value);
    newer(future, "SUCCESS", value, null);
    isFinal(future);
    assertThat(future.cancel(true)).isFalse();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.join()).isSameAs(value);
  }

  static void isFailed(CompletableFuture<Object> future, Throwable why) {
    assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).cause().isSameAs(why);
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.isCompletedExceptionally()).isTrue();
    assertThatThrownBy(() -> future.getNow(ABSENT))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isSameAs(why);
    for (ThrowingCallable get : new ThrowingCallable[] {future::get, () -> future.get(0, HOURS)}) {
      assertThatThrownBy(get).isInstanceOf(ExecutionException.class).cause().isSameAs(why);
    }
    newer(future, "FAILED", null, why);
    isFinal(future);
    assertThat(future.cancel(true)).isFalse();
    assertThat(future.isCancelled()).isFalse();
  }

  static void isCancelled(CompletableFuture<Object> future) {
    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isTrue();
    assertThat(future.isCompletedExceptionally()).isTrue();
    assertThatThrownBy(() -> future.getNow(ABSENT)).isInstanceOf(CancellationException.class);
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> future.get(0, HOURS)).isInstanceOf(CancellationException.class);
    newer(future, "CANCELLED", null, null);
    isFinal(future);
    assertThat(future.cancel(true)).isTrue();
    assertThat(future.isCancelled()).isTrue();
  }

  private static void isFinal(CompletableFuture<Object> future) {
    assertThat(future.complete("late")).isFalse();
    assertThat(future.completeExceptionally(new IllegalStateException("late"))).isFalse();
    assertThat(future.completeAsync(() -> "late", Runnable::run)).isSameAs(future);
    assertThat(future.orTimeout(0, HOURS)).isSameAs(future);
    assertThat(future.completeOnTimeout("late", 0, HOURS)).isSameAs(future);
  }

  private interface Got {
    Object get() throws InterruptedException, ExecutionException, TimeoutException;
  }

  /** A result that is there comes back to an interrupted thread too. */
  private static Object got(Got get) {
    Thread.currentThread().interrupt();
    try {
      return get.get();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** The methods that came with JDK 19. */
  private static void newer(
      Future<Object> future, String state, @Nullable Object value, @Nullable Throwable failure) {
    if (!HAS_STATE) {
      return;
    }
    assertThat(call(future, "state")).hasToString(state);
    if (value == null) {
      assertThatThrownBy(() -> call(future, "resultNow")).isInstanceOf(IllegalStateException.class);
    } else {
      assertThat(call(future, "resultNow")).isSameAs(value);
    }
    if (failure == null) {
      assertThatThrownBy(() -> call(future, "exceptionNow"))
          .isInstanceOf(IllegalStateException.class);
    } else {
      assertThat(call(future, "exceptionNow")).isSameAs(failure);
    }
  }

  private static Object call(Future<Object> future, String method) {
    try {
      return Future.class.getMethod(method).invoke(future);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method, e);
    }
  }
}
