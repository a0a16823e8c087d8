/**
 * Calls to the service: hosts, the API key, attempts and retries, answers and refusals, and whether
 * a call may have been charged.
 *
 * <p>Start with {@link ai.evolink.internal.http.Transport}. {@link
 * ai.evolink.internal.http.RetryingCall} makes a call out of attempts; {@link
 * ai.evolink.internal.http.Network} is the interface below it, and {@link
 * ai.evolink.internal.http.AttemptRules} are the rules that apply above and below that interface.
 * Knows nothing of waits, submissions and downloads.
 */
@NullMarked
package ai.evolink.internal.http;

import org.jspecify.annotations.NullMarked;
