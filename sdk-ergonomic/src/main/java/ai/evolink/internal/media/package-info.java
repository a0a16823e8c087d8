/**
 * Kinds of files: by their first bytes, and by the end of their names.
 *
 * <p>Start with {@link ai.evolink.internal.media.MediaSniffer}. Knows nothing else of the SDK, so
 * that uploads and downloads can share it.
 */
@NullMarked
package ai.evolink.internal.media;

import org.jspecify.annotations.NullMarked;
