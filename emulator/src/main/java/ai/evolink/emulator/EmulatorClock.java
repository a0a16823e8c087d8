package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The time by which an emulator moves its tasks, lets links expire and repeats callbacks.
 * Thread-safe; several emulators may share one.
 */
public abstract class EmulatorClock {

  EmulatorClock() {}

  /** The time of this machine; the default. */
  public static EmulatorClock real() {
    return scaled(1);
  }

  /**
   * Time that starts now and runs {@code factor} times as fast as the machine's. What waits for the
   * network, such as the ten seconds that a callback receiver has, still takes real time.
   *
   * @throws IllegalArgumentException if the factor is not a positive number
   */
  public static EmulatorClock scaled(double factor) {
    return new RunningClock(factor);
  }

  /** Time that starts now and stands still until a test moves it. */
  public static ManualClock manual() {
    return new ManualClock();
  }

  /** The time now, by this clock. */
  public abstract Instant now();

  /** How many seconds pass in one of the machine's; 0 if time stands still by itself. */
  abstract double rate();

  /** What kind of clock it is, for people. */
  abstract String describe();

  abstract Timer newTimer();

  /** Does things later; belongs to one emulator and ends with it. */
  interface Timer extends AutoCloseable {

    /** Runs an action after a delay by the clock; the action is over when its stage completes. */
    void after(Duration delay, Supplier<? extends CompletionStage<?>> action);

    /** Forgets what it was told to do. */
    void clear();

    @Override
    void close();
  }
}
