/**
 * Downloads of results: links, resumption after broken connections, and checks of content and
 * addresses.
 *
 * <p>Start with {@link ai.evolink.internal.download.Downloads}. It never has the API key. Uses the
 * address checks and the {@code Retry-After} parser of {@code ai.evolink.internal.http}; knows
 * nothing of waits and submissions.
 */
@NullMarked
package ai.evolink.internal.download;

import org.jspecify.annotations.NullMarked;
