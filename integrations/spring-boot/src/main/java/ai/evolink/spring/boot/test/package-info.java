/**
 * For tests of applications: {@link ai.evolink.spring.boot.test.AutoConfigureEvolinkEmulator} gives
 * them a service of their own that costs nothing. Needs {@code evolink-emulator} on the class path.
 */
@NullMarked
package ai.evolink.spring.boot.test;

import org.jspecify.annotations.NullMarked;
