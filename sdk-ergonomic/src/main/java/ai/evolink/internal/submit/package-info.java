/**
 * The way of a paid request: check, upload local media, submit once, report what was bought.
 *
 * <p>Start with {@link ai.evolink.internal.submit.Submissions}. Also what belongs to callbacks of
 * the service: their addresses and the tokens in these. Sends through {@code
 * ai.evolink.internal.http}; knows nothing of waits and downloads.
 */
@NullMarked
package ai.evolink.internal.submit;

import org.jspecify.annotations.NullMarked;
