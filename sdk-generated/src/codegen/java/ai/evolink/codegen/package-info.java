/**
 * Prepares the spec for the generator: refuses what the templates do not handle, and writes a
 * lowered copy that holds the Java of every class and operation as extensions, escaped. The
 * templates print those and decide nothing.
 *
 * <p>Start with {@link ai.evolink.codegen.SpecPreparation}. Not part of any jar.
 */
@NullMarked
package ai.evolink.codegen;

import org.jspecify.annotations.NullMarked;
