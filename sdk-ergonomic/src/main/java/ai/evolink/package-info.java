/**
 * The Evolink SDK: image, video and audio generation as futures, trusted with money.
 *
 * <p>{@link ai.evolink.EvolinkClient} is the front door; everything else is handed out by it.
 *
 * <pre>{@code
 * try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
 *   Generation cat = evolink.images().generate(ImageRequest.of("A cat playing on the grass")).result();
 *   cat.only().saveTo(Path.of("cat.png"));
 * }
 * }</pre>
 *
 * <p>Null goes where a type says {@code @Nullable} and nowhere else; elsewhere an argument that is
 * null is a {@link NullPointerException}. Wrong arguments are refused on the calling thread, before
 * anything is sent; all else that goes wrong fails the future.
 *
 * <p>The words that requests and answers are made of ({@code AspectRatio}, {@code MediaSource},
 * {@code NanoBanana2Request} …) live in {@code ai.evolink.model} and follow the specification. Text
 * generation is not here: the text endpoints speak the dialects of other vendors, whose SDKs work
 * with another base URL.
 */
@NullMarked
package ai.evolink;

import org.jspecify.annotations.NullMarked;
