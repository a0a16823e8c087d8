/**
 * Calls to the service: hosts, the key, attempts and repetitions, answers, refusals, and what they
 * mean for the caller's money.
 *
 * <p>Start with {@link ai.evolink.internal.http.Transport}. A call is made of attempts by {@link
 * ai.evolink.internal.http.RetryingCall}; {@link ai.evolink.internal.http.Network} is the seam
 * below it, {@link ai.evolink.internal.http.AttemptRules} what holds on either side of it. Knows
 * nothing of waits, submits and downloads.
 */
@NullMarked
package ai.evolink.internal.http;

import org.jspecify.annotations.NullMarked;
