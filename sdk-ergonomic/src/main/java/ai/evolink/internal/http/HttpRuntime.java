package ai.evolink.internal.http;

import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.time.Randomness;
import ai.evolink.internal.time.Timers;

/**
 * What calls run on: network, threads, randomness and timers. All of it is injected, so that the
 * same calls can run in a simulation.
 *
 * @param network sends the attempts of calls
 * @param threads run asynchronous calls
 * @param random provides jitter and idempotency keys
 * @param timers provide the time, and wake calls that wait for their next attempt
 */
public record HttpRuntime(Network network, CallThreads threads, Randomness random, Timers timers) {}
