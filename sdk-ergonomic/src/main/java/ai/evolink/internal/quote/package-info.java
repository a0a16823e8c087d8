/**
 * What submits may cost, and whether they may: {@link ai.evolink.internal.quote.PriceBook} reads
 * price rules, one model at a time and only when asked; {@link ai.evolink.internal.quote.Budget}
 * holds submits against a limit.
 */
@NullMarked
package ai.evolink.internal.quote;

import org.jspecify.annotations.NullMarked;
