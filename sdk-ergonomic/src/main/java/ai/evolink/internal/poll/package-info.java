/**
 * Waiting for tasks: which of them are polled, when, and which waits are notified.
 *
 * <p>Start with {@link ai.evolink.internal.poll.TaskWaiter}. Time, threads, randomness and the
 * queries themselves are injected: this package knows neither HTTP nor JSON. The policy of a wait
 * decides when to poll; see {@code ai.evolink.internal.plan}.
 */
@NullMarked
package ai.evolink.internal.poll;

import org.jspecify.annotations.NullMarked;
