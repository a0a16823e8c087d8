/**
 * The implementation behind the API. None of these packages is exported; they may change without
 * notice.
 *
 * <p>This package contains only {@link ai.evolink.internal.Access}, which all the others share.
 */
@NullMarked
package ai.evolink.internal;

import org.jspecify.annotations.NullMarked;
