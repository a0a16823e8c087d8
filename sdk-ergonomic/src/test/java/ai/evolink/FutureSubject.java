package ai.evolink;

import static java.util.concurrent.TimeUnit.SECONDS;

import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JDK's future, and every kind of ours: to be pending at first, and ended by its owner. */
enum FutureSubject {
  JDK(false),
  JDK_DERIVED(false),
  CALL(false),
  TASK(false),
  DETACHED(false),
  DETACHED_FROM_A_STAGE(true),
  SUBMITTED(false),
  OF_ALL(false),
  COPY(false),
  APPLIED(true),
  APPLIED_LATER(true),
  ACCEPTED_IN_A_CHAIN(true),
  HANDLED(true),
  WATCHED(true),
  RESCUED(true),
  COMBINED(true),
  FIRST_OF_TWO(true),
  COMPOSED_BEFORE(true),
  COMPOSED_AFTER(false),
  COMPOSED_OF_FOREIGN(false);

  private static final ThreadFactory IO = new DaemonThreads("io");
  private static final Generation MADE =
      WaiterFixture.generation(
          TaskHandle.of("a", Kind.IMAGE, WaiterFixture.start(), "m", Duration.ZERO, false),
          FakeTasks.snapshot("a", "completed"));

  /** Whether its result comes out of a function, for which it needs the continuation executor. */
  final boolean isContinuation;

  FutureSubject(boolean isContinuation) {
    this.isContinuation = isContinuation;
  }

  boolean isOurs() {
    return this != JDK && this != JDK_DERIVED;
  }

  boolean canFail() {
    return this != OF_ALL && this != HANDLED && this != RESCUED;
  }

  boolean isDoneWith(ForeignExecutor executor) {
    return !isContinuation || executor.runs;
  }

  Opened open(ForeignExecutor.Opened executor) {
    return new Opened(this, executor);
  }

  /** A future of that kind, and its owner. */
  static final class Opened implements AutoCloseable {
    final WaiterFixture f;
    final CompletableFuture<Object> future;
    private final CompletableFuture<Object> owner = new CompletableFuture<>();
    private final boolean foreign;
    private @Nullable TaskFuture task;

    private Opened(FutureSubject kind, ForeignExecutor.Opened executor) {
      f = WaiterFixture.completingOn(Continuations.completionThreads(), executor);
      foreign = kind == COMPOSED_OF_FOREIGN;
      future = make(kind);
    }

    private EvolinkFuture<Object> call() {
      return new Completions(f.continuations).publish(owner);
    }

    private TaskFuture task() {
      TaskFuture made = f.await("a");
      task = made;
      return made;
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<Object> untyped(CompletableFuture<?> future) {
      return (CompletableFuture<Object>) future;
    }

    private CompletableFuture<Object> make(FutureSubject kind) {
      CompletableFuture<Object> other = CompletableFuture.completedFuture("other");
      return switch (kind) {
        case JDK -> owner;
        case JDK_DERIVED -> owner.thenApply(Function.identity());
        case CALL -> call();
        case TASK -> untyped(task());
        case DETACHED -> untyped(task().detached());
        case DETACHED_FROM_A_STAGE -> untyped(task().detached().thenApply(Function.identity()));
        case SUBMITTED -> {
          CompletableFuture<TaskHandle> submit = new CompletableFuture<>();
          owner.whenComplete(
              (made, failure) -> {
                if (failure == null) {
                  submit.complete(f.task("a"));
                } else {
                  submit.completeExceptionally(failure);
                }
              });
          yield untyped(f.waiter.await(submit, WaiterFixture.every(5)).submitted());
        }
        case OF_ALL -> {
          f.service.completesAt("a", Duration.ofSeconds(1));
          f.service.completesAt("b", Duration.ofSeconds(1));
          owner.thenAccept(made -> f.pass(20));
          yield untyped(
              Outcomes.all(f.waiter, List.of(f.task("a"), f.task("b")), WaiterFixture.every(5)));
        }
        case COPY -> call().copy();
        case APPLIED -> call().thenApply(Function.identity());
        case APPLIED_LATER -> call().thenApplyAsync(Function.identity());
        case ACCEPTED_IN_A_CHAIN ->
            call().thenApply(made -> made).thenApply(made -> made).thenApply(made -> made);
        case HANDLED -> call().handle((made, failure) -> made == null ? "failed" : made);
        case WATCHED -> call().whenComplete((made, failure) -> {});
        case RESCUED -> call().exceptionally(failure -> "rescued");
        case COMBINED -> call().thenCombine(other, (made, second) -> made);
        case FIRST_OF_TWO -> call().applyToEither(new CompletableFuture<>(), made -> made);
        case COMPOSED_BEFORE -> call().thenCompose(made -> CompletableFuture.completedFuture(made));
        case COMPOSED_AFTER -> {
          EvolinkFuture<String> first = new EvolinkFuture<>(f.continuations);
          first.complete("first");
          yield first.thenCompose(done -> call());
        }
        case COMPOSED_OF_FOREIGN -> {
          EvolinkFuture<String> first = new EvolinkFuture<>(f.continuations);
          first.complete("first");
          yield first.thenCompose(done -> owner);
        }
      };
    }

    /** The result arrives, on a thread that has better things to do than to run continuations. */
    void succeed() throws InterruptedException {
      onIo(
          () -> {
            if (task != null) {
              task.settle(MADE, null);
            } else {
              owner.complete("made");
            }
          });
    }

    void fail(Throwable failure) throws InterruptedException {
      onIo(
          () -> {
            if (task != null) {
              task.settle(null, failure);
            } else {
              owner.completeExceptionally(failure);
            }
          });
    }

    private void onIo(Runnable arrival) throws InterruptedException {
      Thread io = IO.newThread(arrival);
      io.start();
      if (foreign) {
        return; // a thread of the caller's, which runs what depends on the caller's future
      }
      io.join(SECONDS.toMillis(20));
      if (io.isAlive()) {
        throw new AssertionError("What is foreign holds up the thread that moves bytes.");
      }
    }

    @Override
    public void close() {
      f.close();
    }
  }
}
