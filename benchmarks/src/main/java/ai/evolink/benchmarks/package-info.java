/**
 * What waiting costs: heap and threads per pending wait, polls against lag, callbacks, and many
 * waits over HTTP, beside other libraries. {@link ai.evolink.benchmarks.Main} runs them.
 */
@NullMarked
package ai.evolink.benchmarks;

import org.jspecify.annotations.NullMarked;
