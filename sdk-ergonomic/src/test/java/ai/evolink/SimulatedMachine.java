package ai.evolink;

import ai.evolink.internal.http.HttpStack;
import ai.evolink.internal.submit.ShutdownDrain;
import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.time.Randomness;
import ai.evolink.internal.time.Timers;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Executor;

/** Makes the parts of the API that a simulation gives another machine to run on. */
public final class SimulatedMachine {
  private SimulatedMachine() {}

  /**
   * {@return a client that runs on given executors, and by the given clock and chance alone}
   *
   * @param executor runs everything that would have a thread
   * @param later runs what the timer thread of the JDK would
   * @param hooks what would run at the end of the JVM
   */
  public static EvolinkClient client(
      EvolinkClient.Builder builder,
      HttpStack.Maker network,
      Executor executor,
      Timers.Later later,
      Randomness random,
      WaitClock clock,
      Set<Thread> hooks) {
    builder.machine =
        new Machine(
            network,
            most -> new CallThreads(most, executor, () -> {}),
            () -> executor,
            later,
            random,
            clock,
            new ShutdownDrain(hooks::add, hooks::remove));
    return builder.clock(clock).continuationExecutor(executor).build();
  }

  public static CallbackHub hub(URI base, byte[] key, Randomness random) {
    return CallbackHub.at(base, key, random);
  }
}
