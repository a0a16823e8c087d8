package ai.evolink.internal.http;

import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.time.Randomness;
import ai.evolink.internal.time.Timers;

/**
 * What calls run on. All of it can be handed in, so that the same calls run in a simulation.
 *
 * @param network carries their attempts
 * @param threads where asynchronous calls have their places
 * @param random spreads repetitions, and makes idempotency keys
 * @param timers tell the time, and wake what rests
 */
public record HttpRuntime(Network network, CallThreads threads, Randomness random, Timers timers) {}
