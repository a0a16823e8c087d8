/**
 * The Evolink SDK: image, video and audio generation through futures, with care for the money that
 * each call costs.
 *
 * <p>{@link ai.evolink.EvolinkClient} is the entry point; everything else is reached through it.
 *
 * <pre>{@code
 * try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
 *   Generation cat = evolink.images().generate(ImageRequest.of("A cat playing on the grass")).result();
 *   cat.only().saveTo(Path.of("cat.png"));
 * }
 * }</pre>
 *
 * <p>Null is allowed only where a type is {@code @Nullable}; a null argument anywhere else throws
 * {@link NullPointerException}. Invalid arguments are refused on the calling thread before anything
 * is sent; all other failures fail the future.
 *
 * <p>The types that requests and answers are made of ({@code AspectRatio}, {@code MediaSource},
 * {@code NanoBanana2Request} …) are in {@code ai.evolink.model} and follow the specification. Text
 * generation is not included: the text endpoints are compatible with the APIs of other vendors,
 * whose SDKs work with another base URL.
 */
@NullMarked
package ai.evolink;

import org.jspecify.annotations.NullMarked;
