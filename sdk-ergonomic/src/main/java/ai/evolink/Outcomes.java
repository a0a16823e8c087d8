package ai.evolink;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for several tasks at once, and reports the outcome of every one. */
final class Outcomes {
  private Outcomes() {}

  /**
   * {@return a future of one outcome per handle, in the order of the handles} It fails only if it
   * is cancelled, which ends all the waits.
   */
  static EvolinkFuture<List<Outcome>> all(
      TaskWaits starter, Collection<TaskHandle> tasks, WaitOptions options) {
    All all = new All(starter, List.copyOf(tasks), options);
    all.begin();
    return all;
  }

  /**
   * Passes each outcome to {@code sink} on the calling thread as soon as it is known, and returns
   * after the last one. If the sink throws or the thread is interrupted, the remaining waits are
   * cancelled.
   */
  static void forEachCompleted(
      TaskWaits starter,
      Collection<TaskHandle> tasks,
      WaitOptions options,
      Consumer<? super Outcome> sink) {
    Objects.requireNonNull(sink, "sink");
    List<TaskHandle> handles = List.copyOf(tasks);
    BlockingQueue<Outcome> ended = new LinkedBlockingQueue<>();
    List<TaskFuture> waits =
        handles.stream()
            .map(
                task -> {
                  TaskFuture wait = starter.follow(task, options);
                  EvolinkFuture.whenDone(
                      wait, (made, failure) -> ended.add(of(task, made, failure)));
                  return wait;
                })
            .toList();
    int left = waits.size();
    try {
      for (; left > 0; left--) {
        sink.accept(ended.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WaitInterruptedException.of(left, e);
    } finally {
      if (left > 0) {
        waits.forEach(wait -> wait.cancel(true));
      }
    }
  }

  static Outcome of(TaskHandle task, @Nullable Generation made, @Nullable Throwable failure) {
    if (made != null) {
      return new Outcome.Completed(task, made);
    }
    if (failure instanceof TaskFailedException failed) {
      return new Outcome.Failed(task, failed);
    }
    if (failure instanceof TaskCancelledException cancelled) {
      return new Outcome.Cancelled(task, cancelled);
    }
    return new Outcome.Unfinished(
        task, failure instanceof RuntimeException e ? e : new CompletionException(failure));
  }

  private static final class All extends EvolinkFuture<List<Outcome>> {
    private final TaskWaits starter;
    private final WaitOptions options;
    private final List<TaskHandle> tasks;
    private final TaskFuture[] waits;
    private final Outcome[] outcomes;
    private final AtomicInteger left;

    All(TaskWaits starter, List<TaskHandle> tasks, WaitOptions options) {
      super(starter.continuations);
      this.starter = starter;
      this.options = options;
      this.tasks = tasks;
      this.waits = new TaskFuture[tasks.size()];
      this.outcomes = new Outcome[tasks.size()];
      this.left = new AtomicInteger(tasks.size());
    }

    void begin() {
      if (tasks.isEmpty()) {
        settleHere(List.of(), null);
      }
      for (int i = 0; i < waits.length; i++) {
        waits[i] = starter.follow(tasks.get(i), options);
      }
      for (int i = 0; i < waits.length; i++) {
        int place = i;
        whenDone(waits[i], (made, failure) -> ended(place, made, failure));
      }
    }

    private void ended(int place, @Nullable Generation made, @Nullable Throwable failure) {
      outcomes[place] = Outcomes.of(tasks.get(place), made, failure);
      if (left.decrementAndGet() == 0) {
        settleHere(List.of(outcomes), null);
      }
    }

    @Override
    void released() {
      Arrays.stream(waits).filter(Objects::nonNull).forEach(wait -> wait.cancel(true));
    }
  }
}
