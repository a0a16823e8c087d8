package ai.evolink;

import ai.evolink.internal.http.HttpStack;
import ai.evolink.internal.submit.ShutdownDrain;
import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.time.Randomness;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a client gets from the machine that it runs on, but for the clock and the executor that its
 * builder is given. A simulation provides another one.
 *
 * @param network makes the network that calls go through
 * @param calls makes the threads of calls, of which so many run at once
 * @param completions makes the executor that futures complete on
 * @param watch measures calls and downloads
 * @param drain lets submits come to their end at shutdown
 */
record Machine(
    HttpStack.Maker network,
    IntFunction<CallThreads> calls,
    Supplier<Executor> completions,
    Randomness random,
    WaitClock watch,
    ShutdownDrain drain) {
  static final Machine OURS =
      new Machine(
          (own, log, signing) -> own,
          CallThreads::new,
          Continuations::completionThreads,
          Randomness.system(),
          WaitClock.system(),
          ShutdownDrain.ofJvm());
}
