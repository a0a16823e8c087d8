/**
 * The processing of a paid request: check, upload local media, submit once, report the accepted
 * task.
 *
 * <p>Start with {@link ai.evolink.internal.submit.Submissions}. Callback addresses and their tokens
 * are here too. Sends through {@code ai.evolink.internal.http}; knows nothing of waits and
 * downloads.
 */
@NullMarked
package ai.evolink.internal.submit;

import org.jspecify.annotations.NullMarked;
