/** The spec itself, read without any of the generator's eyes. */
@NullMarked
package ai.evolink.spec;

import org.jspecify.annotations.NullMarked;
