/**
 * What a request costs by a price rule, in exact fractions: begin at {@link
 * ai.evolink.internal.price.PriceRule}, which {@link ai.evolink.internal.price.RuleReader} makes of
 * JSON. Pure functions; knows neither HTTP nor the client. What a rule does not settle is {@link
 * ai.evolink.internal.price.UnpricedException unknown}, never a guess.
 */
@NullMarked
package ai.evolink.internal.price;

import org.jspecify.annotations.NullMarked;
