package ai.evolink.model;

/** A value that JSON carries as a text in some properties and as a number in others. */
interface JsonScalar {
  /**
   * The value as it stands in JSON without a schema.
   *
   * @return a text, or a number as {@code Long} or {@code BigDecimal}
   */
  Object value();
}
