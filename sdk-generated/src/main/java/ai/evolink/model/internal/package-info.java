/**
 * What this module shares with the SDK and with nobody else.
 *
 * <p>Start with {@link ai.evolink.model.internal.FileTypes}.
 */
@NullMarked
package ai.evolink.model.internal;

import org.jspecify.annotations.NullMarked;
