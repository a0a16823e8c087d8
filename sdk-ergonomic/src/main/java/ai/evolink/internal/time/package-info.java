/**
 * Time and randomness: the only place that takes either from the machine.
 *
 * <p>Start with {@link ai.evolink.internal.time.Timers}: the timers of a client, on one alarm, and
 * the lock that guards its waits. All other code gets {@link ai.evolink.internal.time.Randomness}
 * and a {@link ai.evolink.WaitClock} injected instead of using {@code System}, {@code Instant} or
 * {@code ThreadLocalRandom}, so that tests and simulations can provide their own. Of the API it
 * knows only {@link ai.evolink.WaitClock}.
 */
@NullMarked
package ai.evolink.internal.time;

import org.jspecify.annotations.NullMarked;
