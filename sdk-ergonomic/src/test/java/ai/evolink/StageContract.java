package ai.evolink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of {@code CompletionStage}, as its Javadoc has it, for the JDK's own future and
 * ours: what each method gives to its function, and how the stage that it returns ends. Which
 * futures are held to it, a subclass says in {@code all()}.
 */
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(60)
abstract class StageContract {
  /** How the source of a stage ends. */
  private enum End {
    COMPLETED,
    FAILED,
    CANCELLED
  }

  /** What becomes of the function of a stage. */
  private enum Fate {
    RETURNS,
    THROWS,
    THROWS_A_WRAPPER,
    /** The executor that the caller has named does not take it. */
    REFUSED
  }

  /** {@return each method of each of these} */
  static Stream<Arguments> of(FutureSubject... subjects) {
    return Stream.of(subjects)
        .flatMap(subject -> StageMethod.all().map(method -> Arguments.of(subject, method)));
  }

  static boolean takesOther(Arguments each) {
    return ((StageMethod) each.get()[1]).takesOther();
  }

  private static boolean isDerived(FutureSubject subject) {
    return switch (subject) {
      case JDK, CALL, TASK -> false;
      default -> true;
    };
  }

  private static List<ForeignExecutor> executorsFor(FutureSubject subject) {
    return subject.isOurs()
        ? List.of(ForeignExecutor.DIRECT, ForeignExecutor.ONE_THREAD, ForeignExecutor.REJECTING)
        : List.of(ForeignExecutor.DIRECT);
  }

  // ---- one source

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void stagesEndAsTheirJavadocSays(FutureSubject subject, StageMethod method) throws Exception {
    for (ForeignExecutor executor : executorsFor(subject)) {
      for (End end : End.values()) {
        for (Fate fate : Fate.values()) {
          if (matters(executor, fate, method)) {
            try (ForeignExecutor.Opened foreign = executor.open();
                FutureSubject.Opened done = subject.open(foreign);
                FutureSubject.Opened pending = subject.open(foreign)) {
              check(subject, method, end, fate, done, true);
              check(subject, method, end, fate, pending, false);
            }
          }
        }
      }
    }
  }

  /** {@return whether to try it}: the fate of a function has little to do with the executor. */
  private static boolean matters(ForeignExecutor executor, Fate fate, StageMethod method) {
    return fate == Fate.RETURNS
        || (executor == ForeignExecutor.DIRECT && (fate != Fate.REFUSED || method.takesExecutor()));
  }

  private static void check(
      FutureSubject subject,
      StageMethod method,
      End end,
      Fate fate,
      FutureSubject.Opened opened,
      boolean endsFirst)
      throws Exception {
    CompletableFuture<Object> source = opened.future;
    IOException why = new IOException("why");
    RuntimeException thrown = thrown(fate);
    StageMethod.Called called = new StageMethod.Called(fate == Fate.REFUSED ? null : thrown);
    AtomicInteger uses = new AtomicInteger();
    Executor named =
        task -> {
          uses.incrementAndGet();
          if (fate == Fate.REFUSED) {
            throw (RejectedExecutionException) thrown;
          }
          task.run();
        };
    CompletableFuture<Object> other =
        method.isEither() ? new CompletableFuture<>() : CompletableFuture.completedFuture("other");

    if (endsFirst) {
      end(opened, end, why);
    }
    CompletableFuture<Object> stage = method.on(source, other, called, named);
    if (!endsFirst) {
      assertThat(stage).isNotDone();
      assertThat(called.calls()).isEmpty();
      assertThat(uses).hasValue(0);
      end(opened, end, why);
    }

    Throwable failure = end == End.COMPLETED ? null : seen(subject, source, end, why);
    Object value = end == End.COMPLETED ? source.join() : null;
    awaitEnd(stage);
    boolean calls = method.callsFunctionAfter(failure);
    if (fate == Fate.REFUSED && (!calls || failure != null)) {
      return; // left open: an executor may be asked in vain, and a failure be kept or replaced
    }
    assertThat(called.calls())
        .isEqualTo(
            calls && fate != Fate.REFUSED
                ? List.of(method.arguments(value, failure, "other"))
                : List.of());
    if (calls || !method.takesExecutor()) {
      assertThat(uses).hasValue(method.takesExecutor() ? 1 : 0);
    }
    if (calls && thrown != null && !(method.passesOn() && failure != null)) {
      failsWith(stage, thrown instanceof CompletionException ? cause(thrown) : thrown);
    } else if (failure != null && (!calls || method.passesOn())) {
      failsWith(stage, end == End.FAILED ? why : failure);
    } else {
      assertThat(stage.get(0, SECONDS)).isSameAs(calls ? method.result(value) : value);
    }
    if (subject.isOurs()) {
      assertThat(stage).isInstanceOf(EvolinkFuture.class);
    }
  }

  private static @Nullable RuntimeException thrown(Fate fate) {
    return switch (fate) {
      case RETURNS -> null;
      case THROWS -> new IllegalStateException("thrown");
      case THROWS_A_WRAPPER -> new CompletionException(new IllegalStateException("wrapped"));
      case REFUSED -> new RejectedExecutionException("full");
    };
  }

  private static Throwable cause(Throwable wrapper) {
    return Objects.requireNonNull(wrapper.getCause());
  }

  private static void end(FutureSubject.Opened opened, End end, Throwable why) throws Exception {
    switch (end) {
      case COMPLETED -> opened.succeed();
      case FAILED -> opened.fail(why);
      case CANCELLED -> assertThat(opened.future.cancel(true)).isTrue();
    }
    awaitEnd(opened.future);
  }

  private static void awaitEnd(CompletableFuture<Object> future) {
    while (!future.isDone()) {
      Thread.onSpinWait(); // the time limit of the test ends this
    }
  }

  /** {@return what a function learns of the failure}: derived stages hold it wrapped. */
  private static Throwable seen(
      FutureSubject subject, CompletableFuture<Object> source, End end, Throwable why) {
    Throwable held;
    try {
      throw new AssertionError(source.join());
    } catch (CancellationException e) {
      assertThat(end).isEqualTo(End.CANCELLED);
      return held(source);
    } catch (CompletionException e) {
      assertThat(end).isEqualTo(End.FAILED);
      held = held(source);
    }
    if (isDerived(subject)) {
      assertThat(held).isInstanceOf(CompletionException.class).cause().isSameAs(why);
    } else {
      assertThat(held).isSameAs(why);
    }
    return held;
  }

  /** {@return the exception that {@code source}, which has failed, holds} */
  private static Throwable held(CompletableFuture<Object> source) {
    Throwable[] held = new Throwable[1];
    source.exceptionally(
        failure -> {
          held[0] = failure;
          return "held";
        });
    return held[0];
  }

  private static void failsWith(CompletableFuture<Object> stage, Throwable why) {
    assertThatThrownBy(stage::join).isInstanceOf(CompletionException.class).cause().isSameAs(why);
    assertThatThrownBy(() -> stage.get(0, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(why);
    assertThat(stage.isCancelled()).isFalse(); // only a stage that was itself cancelled is
    assertThat(held(stage)).isInstanceOf(CompletionException.class).cause().isSameAs(why);
  }

  // ---- two sources

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("withOther")
  void theOtherStageCountsAsMuch(FutureSubject subject, StageMethod method) throws Exception {
    for (ForeignExecutor executor : executorsFor(subject)) {
      for (End end : End.values()) {
        for (boolean endsFirst : new boolean[] {true, false}) {
          try (ForeignExecutor.Opened foreign = executor.open();
              FutureSubject.Opened opened = subject.open(foreign)) {
            other(method, end, opened, endsFirst);
          }
        }
      }
    }
  }

  private static void other(
      StageMethod method, End end, FutureSubject.Opened opened, boolean endsFirst)
      throws Exception {
    StageMethod.Called called = new StageMethod.Called(null);
    CompletableFuture<Object> other = new CompletableFuture<>();
    Throwable why = end == End.CANCELLED ? new CancellationException() : new IOException("why");
    Runnable otherEnds =
        () -> {
          if (end == End.COMPLETED) {
            other.complete("other");
          } else {
            other.completeExceptionally(why);
          }
        };
    if (endsFirst) {
      otherEnds.run();
    }
    CompletableFuture<Object> stage = method.on(opened.future, other, called, Runnable::run);
    if (!endsFirst) {
      otherEnds.run();
    }
    if (!method.isEither()) {
      assertThat(stage).isNotDone(); // for both, even if one has failed
      assertThat(called.calls()).isEmpty();
      opened.succeed();
      awaitEnd(opened.future);
    }
    awaitEnd(stage);
    if (end == End.COMPLETED) {
      Object value = method.isEither() ? "other" : opened.future.join();
      assertThat(called.calls()).containsExactly(method.arguments(value, null, "other"));
      assertThat(stage.get(0, SECONDS)).isSameAs(method.result(value));
    } else {
      assertThat(called.calls()).isEmpty();
      failsWith(stage, why);
    }
  }

  // ---- arguments

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void nullIsRefusedAtOnce(FutureSubject subject, StageMethod method) throws Exception {
    for (boolean done : new boolean[] {true, false}) {
      try (ForeignExecutor.Opened foreign = ForeignExecutor.DIRECT.open();
          FutureSubject.Opened opened = subject.open(foreign)) {
        if (done) {
          end(opened, End.COMPLETED, new IOException());
        }
        CompletableFuture<Object> source = opened.future;
        CompletableFuture<Object> other = CompletableFuture.completedFuture("other");
        StageMethod.Called called = new StageMethod.Called(null);
        Executor direct = Runnable::run;
        refused(() -> method.on(source, other, null, direct));
        if (method.takesOther()) {
          refused(() -> method.on(source, null, called, direct));
        }
        if (method.takesExecutor()) {
          refused(() -> method.on(source, other, called, null));
        }
        assertThat(called.calls()).isEmpty();
      }
    }
  }

  private static void refused(ThrowingCallable withNull) {
    assertThatThrownBy(withNull).isInstanceOf(NullPointerException.class);
  }
}
