package ai.evolink;

import ai.evolink.internal.download.DownloadSettings;
import ai.evolink.internal.download.Downloads;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.time.Randomness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import okhttp3.OkHttpClient;

/**
 * A waiter on a virtual clock with a fake service behind it; everything runs on the caller's
 * thread.
 */
final class WaiterFixture implements AutoCloseable {
  static final Downloads DOWNLOADS =
      new Downloads(
          new OkHttpClient(),
          new DownloadSettings(
              1_000,
              Duration.ofSeconds(10),
              false,
              false,
              WaitClock.system(),
              Randomness.system()));

  final VirtualClock clock = new VirtualClock();
  final FakeTasks service = new FakeTasks(clock);
  final RecordingLog log = new RecordingLog();
  final DurationHistory history;
  final Continuations continuations;
  final TaskWaits waiter;

  WaiterFixture() {
    this(Runnable::run, PollBudget.of(1_000_000, 1_000_000));
  }

  WaiterFixture(Executor executor, PollBudget budget) {
    this(executor, budget, DurationHistory.off());
  }

  WaiterFixture(Executor executor, PollBudget budget, DurationHistory history) {
    this(executor, Runnable::run, budget, history);
  }

  /** A waiter whose futures complete on {@code completing}, as it is in a client. */
  static WaiterFixture completingOn(Executor completing, Executor executor) {
    return new WaiterFixture(
        executor, completing, PollBudget.of(1_000_000, 1_000_000), DurationHistory.off());
  }

  private WaiterFixture(
      Executor executor, Executor completing, PollBudget budget, DurationHistory history) {
    this.history = history;
    this.continuations = new Continuations(executor, completing, clock, log);
    this.waiter =
        new TaskWaits(
            service, WaiterFixture::generation, continuations, budget, new Random(1), history);
  }

  static Generation generation(TaskHandle task, TaskSnapshot last) {
    return Generation.of(task, last, DOWNLOADS, saved -> {});
  }

  TaskHandle task(String id) {
    return TaskHandle.of(id, Kind.IMAGE, clock.instant(), "model-a", Duration.ofSeconds(45), false);
  }

  /** Waits for a task whose submit has just been accepted. */
  TaskFuture await(String id, WaitOptions options) {
    return waiter.await(CompletableFuture.completedFuture(task(id)), options);
  }

  TaskFuture await(String id) {
    return await(id, every(5));
  }

  void pass(double seconds) {
    clock.advance(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  static WaitOptions every(int seconds) {
    return options(seconds, Duration.ofMinutes(10));
  }

  static WaitOptions options(int seconds, Duration deadline) {
    return WaitOptions.builder()
        .policy(PollPolicy.fixed(Duration.ofSeconds(seconds)))
        .deadline(deadline)
        .build();
  }

  static List<Duration> seconds(double... values) {
    return java.util.Arrays.stream(values)
        .mapToObj(s -> Duration.ofNanos(Math.round(s * 1e9)))
        .toList();
  }

  static Duration s(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  static Instant start() {
    return new VirtualClock().instant();
  }

  @Override
  public void close() {
    waiter.close();
  }
}
