package ai.evolink;

/**
 * What calls run on. All of it can be handed in, so that the same calls run in a simulation.
 *
 * @param network carries their attempts
 * @param threads where asynchronous calls have their places
 * @param random spreads repetitions, and makes idempotency keys
 * @param timers tell the time, and wake what rests
 */
record HttpRuntime(Network network, CallThreads threads, Randomness random, Timers timers) {}
