/**
 * Evolink in applications with Spring Boot 3.5 and 4.
 *
 * <p>{@code evolink.api-key} is enough for an {@code EvolinkClient} bean: see {@link
 * ai.evolink.spring.boot.EvolinkAutoConfiguration}. What properties do not say, an {@link
 * ai.evolink.spring.boot.EvolinkClientCustomizer} does; an {@link
 * ai.evolink.spring.boot.EvolinkRecoveryHandler} is given the results of what an earlier process
 * has bought; {@link ai.evolink.spring.boot.EvolinkConnectionDetails} says where the service is.
 * For tests there is {@link ai.evolink.spring.boot.test.AutoConfigureEvolinkEmulator}.
 */
@NullMarked
package ai.evolink.spring.boot;

import org.jspecify.annotations.NullMarked;
