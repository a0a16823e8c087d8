/**
 * Which thread runs what: calls on {@link ai.evolink.internal.thread.CallThreads}, listeners and
 * what follows a future on {@link ai.evolink.internal.thread.Callbacks}.
 *
 * <p>Knows neither futures of the API nor HTTP. Callbacks of the service, which arrive over HTTP,
 * are no concern of this package.
 */
@NullMarked
package ai.evolink.internal.thread;

import org.jspecify.annotations.NullMarked;
