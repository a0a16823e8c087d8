/**
 * Media types of files, from their first bytes and from their extensions.
 *
 * <p>Start with {@link ai.evolink.internal.media.MediaSniffer}. Knows nothing else of the SDK, so
 * that uploads and downloads can share it.
 */
@NullMarked
package ai.evolink.internal.media;

import org.jspecify.annotations.NullMarked;
