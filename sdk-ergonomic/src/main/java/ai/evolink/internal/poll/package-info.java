/**
 * Waiting for tasks: which of them are asked for, when, and who hears of the answer.
 *
 * <p>Start with {@link ai.evolink.internal.poll.TaskWaiter}. Time, threads, randomness and the
 * question itself are handed in: this package knows neither HTTP nor JSON. What it decides about
 * the moment of a poll comes from the policy of the wait, see {@code ai.evolink.internal.plan}.
 */
@NullMarked
package ai.evolink.internal.poll;

import org.jspecify.annotations.NullMarked;
