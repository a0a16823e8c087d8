package ai.evolink;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.internal.thread.DaemonThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of {@code Future} and {@code CompletableFuture}, as their Javadoc has it, for the
 * JDK's own future and each of ours, on executors that a caller may have. Which of these are tried
 * together, a subclass says in {@code all()}.
 */
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(60)
abstract class FutureContract {
  private final ExecutorService users = Executors.newCachedThreadPool(new DaemonThreads("user"));

  @AfterEach
  void close() {
    users.shutdownNow();
  }

  /** {@return each future on each executor, except that those of the JDK know none} */
  static Stream<Arguments> each(BiPredicate<FutureSubject, ForeignExecutor> wanted) {
    return Stream.of(FutureSubject.values())
        .flatMap(
            subject ->
                Stream.of(ForeignExecutor.values())
                    .filter(executor -> subject.isOurs() || executor == ForeignExecutor.DIRECT)
                    .filter(executor -> wanted.test(subject, executor))
                    .map(executor -> Arguments.of(subject, executor)));
  }

  /** What may hang on a future when it ends. */
  private static void addDependents(CompletableFuture<Object> future) {
    future.thenAccept(made -> {});
    future.whenComplete((made, failure) -> {});
    CompletableFuture.anyOf(future, new CompletableFuture<>());
    future.thenApplyAsync(made -> 1);
  }

  /** Threads that block, in each way there is, until {@code future} is done. */
  private List<Future<Object>> block(CompletableFuture<Object> future) throws Exception {
    List<Future<Object>> blocked = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Blocking how :
        List.<Blocking>of(
            CompletableFuture::get,
            CompletableFuture::join,
            f -> f.get(1, HOURS),
            f -> {
              while (!f.isDone()) {
                Thread.onSpinWait();
              }
              return f.get(0, HOURS);
            })) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      blocked.add(
          users.submit(
              () -> {
                thread.complete(Thread.currentThread());
                return how.on(future);
              }));
      threads.add(thread.get(20, SECONDS));
    }
    for (Thread thread : threads.subList(0, 3)) {
      while (thread.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait();
      }
    }
    return blocked;
  }

  interface Blocking {
    Object on(CompletableFuture<Object> future) throws Exception;
  }

  interface Scenario {
    void play(CompletableFuture<Object> future, FutureSubject.Opened subject) throws Exception;
  }

  /** Plays it with nobody near the future, with dependents and with threads that block on it. */
  private void play(FutureSubject subject, ForeignExecutor executor, Scenario scenario)
      throws Exception {
    for (int round = 0; round < 3; round++) {
      try (ForeignExecutor.Opened foreign = executor.open();
          FutureSubject.Opened opened = subject.open(foreign)) {
        CompletableFuture<Object> future = opened.future;
        if (round > 0) {
          addDependents(future);
        }
        List<Future<Object>> blocked = round == 2 ? block(future) : List.of();
        if (round == 2) {
          addDependents(future);
        }
        foreign.beforeTheEnd();
        scenario.play(future, opened);
        for (Future<Object> each : blocked) {
          releases(each, future);
        }
      }
    }
  }

  private static void releases(Future<Object> blocked, CompletableFuture<Object> future)
      throws Exception {
    try {
      assertThat(blocked.get(20, SECONDS)).isSameAs(future.join());
    } catch (ExecutionException e) {
      assertThat(future.isCompletedExceptionally()).isTrue();
      assertThat(e.getCause()).isNotInstanceOf(TimeoutException.class);
    }
  }

  private static void awaitDone(CompletableFuture<Object> future) {
    while (!future.isDone()) {
      Thread.onSpinWait(); // the time limit of the test ends this
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void aPendingFutureIsPendingForAll(FutureSubject subject, ForeignExecutor executor)
      throws Exception {
    try (ForeignExecutor.Opened foreign = executor.open();
        FutureSubject.Opened opened = subject.open(foreign)) {
      FutureState.isPending(opened.future);
      addDependents(opened.future);
      FutureState.isPending(opened.future);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void aResultThatArrivesCompletesTheFuture(FutureSubject subject, ForeignExecutor executor)
      throws Exception {
    if (subject.isDoneWith(executor)) {
      play(
          subject,
          executor,
          (future, owner) -> {
            owner.succeed();
            awaitDone(future);
            FutureState.isCompleted(future);
          });
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void aFailureThatArrivesFailsTheFuture(FutureSubject subject, ForeignExecutor executor)
      throws Exception {
    if (subject.isDoneWith(executor) && subject.canFail()) {
      IOException why = new IOException("why");
      play(
          subject,
          executor,
          (future, owner) -> {
            owner.fail(why);
            awaitDone(future);
            FutureState.isFailed(future, why);
          });
    }
  }

  /** Its function is a continuation, which a busy executor may starve; not so limited waits. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void aStageThatIsStarvedIsPendingForAll(FutureSubject subject, ForeignExecutor executor)
      throws Exception {
    if (!subject.isDoneWith(executor)) {
      try (ForeignExecutor.Opened foreign = executor.open();
          FutureSubject.Opened opened = subject.open(foreign)) {
        opened.succeed();
        FutureState.isPending(opened.future);
        opened.future.orTimeout(1, MILLISECONDS);
        opened.f.pass(1);
        assertThatThrownBy(() -> opened.future.get(20, SECONDS))
            .hasCauseInstanceOf(TimeoutException.class);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void endingItByHandTakesEffectAtOnce(FutureSubject subject, ForeignExecutor executor)
      throws Exception {
    if (executor == ForeignExecutor.BLOCKING) {
      return; // who ends a future by hand hands its continuations to the executor
    }
    Object mine = value(subject);
    IOException why = new IOException("mine");
    play(
        subject,
        executor,
        (future, owner) -> {
          assertThat(future.complete(mine)).isTrue();
          FutureState.isCompleted(future);
          assertThat(future.join()).isSameAs(mine);
          owner.succeed();
          assertThat(future.join()).isSameAs(mine);
        });
    play(
        subject,
        executor,
        (future, owner) -> {
          assertThat(future.completeExceptionally(why)).isTrue();
          FutureState.isFailed(future, why);
          owner.succeed();
          FutureState.isFailed(future, why);
        });
    play(
        subject,
        executor,
        (future, owner) -> {
          assertThat(future.cancel(true)).isTrue();
          FutureState.isCancelled(future);
          owner.succeed();
          FutureState.isCancelled(future);
        });
    play(
        subject,
        executor,
        (future, owner) -> {
          assertThat(future.completeAsync(() -> mine, Runnable::run)).isSameAs(future);
          FutureState.isCompleted(future);
        });
    play(
        subject,
        executor,
        (future, owner) -> {
          CancellationException thrown = new CancellationException();
          assertThat(future.completeExceptionally(thrown)).isTrue();
          FutureState.isCancelled(future);
        });
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void timeLimitsEndTheFuture(FutureSubject subject, ForeignExecutor executor) throws Exception {
    Object mine = value(subject);
    play(
        subject,
        executor,
        (future, owner) -> {
          assertThat(future.orTimeout(1, MILLISECONDS)).isSameAs(future);
          owner.f.pass(1);
          awaitDone(future);
          assertThatThrownBy(future::get).hasCauseInstanceOf(TimeoutException.class);
          FutureState.isFailed(future, failure(future));
        });
    play(
        subject,
        executor,
        (future, owner) -> {
          assertThat(future.completeOnTimeout(mine, 1, MILLISECONDS)).isSameAs(future);
          owner.f.pass(1);
          awaitDone(future);
          assertThat(future.join()).isSameAs(mine);
          FutureState.isCompleted(future);
        });
  }

  private static Throwable failure(CompletableFuture<Object> future) throws Exception {
    try {
      throw new AssertionError(future.get());
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    }
  }

  private static Object value(FutureSubject subject) {
    return subject + " by hand";
  }

  /** Only one of many who end a future at the same time is told so, and it is his end. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void answersNeverFlip(FutureSubject subject, ForeignExecutor executor) throws Exception {
    if (executor == ForeignExecutor.BLOCKING) {
      return;
    }
    for (int i = 0; i < 20; i++) {
      try (ForeignExecutor.Opened foreign = executor.open();
          FutureSubject.Opened opened = subject.open(foreign)) {
        CompletableFuture<Object> future = opened.future;
        if (i % 2 == 1) {
          addDependents(future);
        }
        foreign.beforeTheEnd();
        CountDownLatch go = new CountDownLatch(1);
        Future<Boolean> cancelled =
            users.submit(
                () -> {
                  go.await();
                  boolean said = future.cancel(true);
                  assertThat(future.isDone()).isTrue();
                  assertThat(future.isCancelled()).isEqualTo(said);
                  return said;
                });
        Future<Boolean> completed =
            users.submit(
                () -> {
                  go.await();
                  boolean said = future.complete("mine");
                  assertThat(future.isDone()).isTrue();
                  if (said) {
                    assertThat(future.join()).isEqualTo("mine");
                  }
                  return said;
                });
        go.countDown();
        opened.succeed();
        boolean byCancel = cancelled.get(20, SECONDS);
        boolean byHand = completed.get(20, SECONDS);
        assertThat(byCancel && byHand).isFalse();
        assertThat(future.isCancelled()).isEqualTo(byCancel);
        assertThat(byHand).isEqualTo(!byCancel && "mine".equals(future.join()));
      }
    }
  }
}
