/**
 * The words of the Evolink API as immutable Java classes. Generated from {@code spec/evolink.yaml};
 * what is hand-written here is what the generated classes lean on.
 *
 * <p>Start with a request such as {@code NanoBananaRequest}; its builder takes the required values
 * and checks the documented limits:
 *
 * <pre>{@code
 * var request = NanoBananaRequest.builder("A cat playing on the grass")
 *     .size(AspectRatio.LANDSCAPE_16_9)
 *     .imageUrls(List.of(MediaSource.url("https://example.com/cat.png")))
 *     .build();
 * }</pre>
 *
 * <p>Vocabularies of the server are {@link ai.evolink.model.OpenValue open values}; media are
 * {@link ai.evolink.model.MediaSource}s; {@link ai.evolink.model.EvolinkJson} has the JSON
 * adapters.
 *
 * <p>Not here: sending requests, waiting for tasks, uploads. That is what the package {@code
 * ai.evolink} is for.
 */
@NullMarked
package ai.evolink.model;

import org.jspecify.annotations.NullMarked;
