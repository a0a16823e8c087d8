package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until {@link #advance} moves it, so that a test sees an hour pass in no
 * time. Got from {@link EmulatorClock#manual()}.
 *
 * <pre>{@code
 * ManualClock clock = EmulatorClock.manual();
 * try (EvolinkEmulator emulator = EvolinkEmulator.builder().clock(clock).start()) {
 *   // submit …
 *   clock.advance(Duration.ofSeconds(2));
 *   // … the task is completed, and its callback has been delivered
 * }
 * }</pre>
 */
public final class ManualClock extends EmulatorClock {

  private final Object advancing = new Object();
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::number));
  private final List<CompletableFuture<?>> running = new ArrayList<>();
  private Instant now = Instant.now();
  private long number;

  ManualClock() {}

  private record Entry(
      Instant due, long number, Timer owner, Supplier<? extends CompletionStage<?>> action) {}

  @Override
  public Instant now() {
    synchronized (entries) {
      return now;
    }
  }

  /**
   * Moves the time on. What falls due on the way happens in its order, each thing at its own time;
   * time moves on only when it is over, a callback and its answer included.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("Time does not run backwards: " + duration);
    }
    synchronized (advancing) {
      Instant target = now().plus(duration);
      awaitQuiet();
      for (Entry entry = next(target); entry != null; entry = next(target)) {
        CompletableFuture<?> stage = entry.action().get().toCompletableFuture();
        synchronized (entries) {
          running.add(stage);
        }
        awaitQuiet();
      }
      synchronized (entries) {
        now = target;
      }
    }
  }

  private @Nullable Entry next(Instant target) {
    synchronized (entries) {
      Entry entry = entries.peek();
      if (entry == null || entry.due().isAfter(target)) {
        return null;
      }
      now = entry.due().isAfter(now) ? entry.due() : now;
      return entries.remove();
    }
  }

  private void awaitQuiet() {
    CompletableFuture<?>[] stages;
    synchronized (entries) {
      stages = running.toArray(CompletableFuture<?>[]::new);
      running.clear();
    }
    CompletableFuture.allOf(stages).handle((ok, failure) -> true).join();
  }

  @Override
  double rate() {
    return 0;
  }

  @Override
  String describe() {
    return "manual";
  }

  @Override
  Timer newTimer() {
    return new Timer() {
      private boolean closed;

      @Override
      public void after(Duration delay, Supplier<? extends CompletionStage<?>> action) {
        synchronized (entries) {
          if (!closed) {
            entries.add(new Entry(now.plus(delay), number++, this, action));
          }
        }
      }

      @Override
      public void clear() {
        synchronized (entries) {
          entries.removeIf(entry -> entry.owner() == this);
        }
      }

      @Override
      public void close() {
        synchronized (entries) {
          closed = true;
          clear();
        }
      }
    };
  }
}
