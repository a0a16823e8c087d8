/** Tests of the generation itself: what comes out of it, and that it can be repeated. */
@NullMarked
package ai.evolink.generated;

import org.jspecify.annotations.NullMarked;
