/**
 * Time and chance: the one place that asks the machine for either.
 *
 * <p>Start with {@link ai.evolink.internal.time.Timers}: the timers of a client, on one alarm, and
 * the lock that guards its waits. {@link ai.evolink.internal.time.Randomness} and {@link
 * ai.evolink.internal.time.SystemClock} are what everything else is handed instead of {@code
 * System}, {@code Instant} or {@code ThreadLocalRandom}, so that tests and simulations hand in
 * their own. Knows {@link ai.evolink.WaitClock} and nothing else of the API.
 */
@NullMarked
package ai.evolink.internal.time;

import org.jspecify.annotations.NullMarked;
