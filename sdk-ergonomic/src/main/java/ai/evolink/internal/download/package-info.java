/**
 * Results to disk: links, cuts and resumption, what counts as a file, and where it may come from.
 *
 * <p>Start with {@link ai.evolink.internal.download.Downloads}. Never has the API key. Uses the
 * addresses and {@code Retry-After} of {@code ai.evolink.internal.http}; knows nothing of waits and
 * submits.
 */
@NullMarked
package ai.evolink.internal.download;

import org.jspecify.annotations.NullMarked;
