/**
 * Which threads run what: {@link ai.evolink.internal.thread.CallThreads} run calls, and {@link
 * ai.evolink.internal.thread.Continuations} run listeners and continuations of futures.
 *
 * <p>Knows neither futures of the API nor HTTP. HTTP callbacks of the service are not the concern
 * of this package.
 */
@NullMarked
package ai.evolink.internal.thread;

import org.jspecify.annotations.NullMarked;
