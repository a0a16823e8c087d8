package ai.evolink;

import ai.evolink.internal.Access;
import ai.evolink.internal.poll.TaskReader;
import ai.evolink.model.Task;
import ai.evolink.model.TaskError;
import ai.evolink.model.TaskErrorCode;
import ai.evolink.model.TaskStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A service without HTTP: tasks that live by a script on the test's clock. */
final class FakeTasks implements TaskReader {
  private final WaitClock clock;
  private final Map<String, Life> lives = new HashMap<>();
  private final List<Read> reads = new ArrayList<>();
  private boolean holding;

  FakeTasks(WaitClock clock) {
    this.clock = clock;
  }

  /** What a read {@code elapsed} after the start of the clock sees, or throws. */
  interface Life {
    @Nullable TaskSnapshot at(Duration elapsed) throws Exception;
  }

  /** One read, for the test to look at or, while held, to answer. */
  record Read(String id, Duration at, CompletableFuture<TaskSnapshot> answer) {}

  synchronized void lives(String id, Life life) {
    lives.put(id, life);
  }

  /** A task that is processing until {@code end}, and completed from then on. */
  void completesAt(String id, Duration end) {
    lives(
        id,
        at -> snapshot(id, at.compareTo(end) < 0 ? TaskStatus.PROCESSING : TaskStatus.COMPLETED));
  }

  void endsAs(String id, TaskSnapshot last) {
    lives(id, at -> last);
  }

  /** From now on reads stay open until the test completes them. */
  synchronized void hold() {
    holding = true;
  }

  synchronized void release() {
    holding = false;
  }

  @Override
  public CompletableFuture<TaskSnapshot> read(String taskId) {
    Read read;
    Life life;
    boolean held;
    synchronized (this) {
      read = new Read(taskId, now(), new CompletableFuture<>());
      reads.add(read);
      life = lives.get(taskId);
      held = holding;
    }
    if (!held) {
      try {
        read.answer()
            .complete(life == null ? snapshot(taskId, TaskStatus.PROCESSING) : life.at(now()));
      } catch (Throwable t) {
        read.answer().completeExceptionally(t);
      }
    }
    return read.answer();
  }

  private Duration now() {
    return Duration.ofNanos(clock.nanoTime());
  }

  synchronized List<Read> reads() {
    return List.copyOf(reads);
  }

  List<Duration> readTimes(String id) {
    return reads().stream().filter(read -> read.id().equals(id)).map(Read::at).toList();
  }

  Read lastRead() {
    List<Read> all = reads();
    return all.get(all.size() - 1);
  }

  // ---- snapshots and refusals

  static TaskSnapshot snapshot(String id, TaskStatus status) {
    return new TaskSnapshot(Task.builder().id(id).status(status).build());
  }

  static TaskSnapshot snapshot(String id, String status) {
    return snapshot(id, TaskStatus.of(status));
  }

  static TaskSnapshot withOneFile(String id) {
    return new TaskSnapshot(
        Task.builder()
            .id(id)
            .status(TaskStatus.COMPLETED)
            .results(List.of(URI.create("https://files.example/a.png")))
            .build());
  }

  static TaskSnapshot processing(String id, int progress) {
    return new TaskSnapshot(
        Task.builder().id(id).status(TaskStatus.PROCESSING).progress(progress).build());
  }

  static TaskSnapshot failed(String id, TaskErrorCode code, String message) {
    return new TaskSnapshot(
        Task.builder()
            .id(id)
            .status(TaskStatus.FAILED)
            .error(TaskError.builder().code(code).message(message).build())
            .build());
  }

  static ApiException refusal(int status) {
    return refusal(status, null);
  }

  static ApiException refusal(int status, @Nullable Duration retryAfter) {
    return new ApiException(
        "GET /v1/tasks/x",
        status,
        new Access.Refusal(null, null, null, null, "refused", null, null),
        new Access.Verdict(Charge.NONE, false, null, retryAfter, "Try later."));
  }
}
