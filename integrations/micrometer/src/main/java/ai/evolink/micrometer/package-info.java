/**
 * Evolink's calls as Micrometer sees them: {@link ai.evolink.micrometer.EvolinkMetrics} for meters,
 * {@link ai.evolink.micrometer.EvolinkObservations} for observations, of which a tracing bridge
 * makes spans. Both are {@linkplain ai.evolink.CallListener call listeners}, and each works without
 * the other.
 *
 * <p>The HTTP requests of the client are not here: an interceptor of the {@code OkHttpClient} that
 * a caller hands in sees them.
 */
@NullMarked
package ai.evolink.micrometer;

import org.jspecify.annotations.NullMarked;
