package ai.evolink.spring.boot;

import ai.evolink.EvolinkClient;

/**
 * Changes what the properties say of the client. Beans of this type are called in their order,
 * after the properties were applied, so that they have the last word.
 */
@FunctionalInterface
public interface EvolinkClientCustomizer {
  /** Called once, before the client is built. */
  void customize(EvolinkClient.Builder builder);
}
