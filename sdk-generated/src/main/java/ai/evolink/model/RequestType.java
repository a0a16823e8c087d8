package ai.evolink.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of request body: the set of properties that one or more models share. Immutable.
 *
 * <p>Generated from the spec; for readers who want to know a limit before they meet it.
 */
public final class RequestType {
  private final String name;
  private final boolean deprecated;
  private final List<PropertyChoice> choices;
  private final List<RequestProperty> properties;

  RequestType(
      String name,
      boolean deprecated,
      List<PropertyChoice> choices,
      List<RequestProperty> properties) {
    this.name = name;
    this.deprecated = deprecated;
    this.choices = choices;
    this.properties = properties;
  }

  /**
   * The name of the schema, which is also the name of the generated class.
   *
   * @return such as {@code NanoBananaRequest}
   */
  public String name() {
    return name;
  }

  /**
   * Whether the documentation has dropped this kind of request, or calls it legacy.
   *
   * @return true if so; the service may still take it
   */
  public boolean deprecated() {
    return deprecated;
  }

  /**
   * The ids of the models that take this body.
   *
   * @return unmodifiable, in the order of the spec
   */
  public List<String> models() {
    return property("model").map(RequestProperty::values).orElse(List.of());
  }

  /**
   * All properties.
   *
   * @return unmodifiable, in the order of the spec
   */
  public List<RequestProperty> properties() {
    return properties;
  }

  /**
   * Looks a property up.
   *
   * @param name as in the JSON, such as {@code image_urls}
   * @return empty if the spec has no such property here
   */
  public Optional<RequestProperty> property(String name) {
    for (RequestProperty property : properties) {
      if (property.name().equals(name)) {
        return Optional.of(property);
      }
    }
    return Optional.empty();
  }

  /**
   * Holds against the documentation which properties are given together: of some, one or another is
   * required. That a single property is required is told by {@link RequestProperty#violation}.
   *
   * @param given the names of the properties that have a value
   * @return sentences that name those properties and what is given instead; empty if nothing is
   *     wrong, unmodifiable
   */
  public List<String> violations(Set<String> given) {
    List<String> violations = new ArrayList<>(0);
    for (PropertyChoice choice : choices) {
      choice.violation(given).ifPresent(violations::add);
    }
    return Collections.unmodifiableList(violations);
  }

  @Override
  public String toString() {
    return "RequestType[" + name + "]";
  }
}
