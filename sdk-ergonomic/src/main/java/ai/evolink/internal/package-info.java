/**
 * What is behind the API, in rooms of its own. None of these packages is exported; they may change
 * without notice.
 *
 * <p>This package holds the one thing that all rooms share: {@link ai.evolink.internal.Access}.
 */
@NullMarked
package ai.evolink.internal;

import org.jspecify.annotations.NullMarked;
