package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all generated builders have in common.
 *
 * <p>A value is held against the limits in its setter, but the exception made there is only thrown
 * by {@code build()}: so its stack trace points at the line that gave the value, {@code
 * buildUnchecked()} can ignore it, and a better value undoes it.
 */
abstract class GeneratedBuilder {
  private @Nullable Map<String, @Nullable Object> additional;
  private @Nullable Map<String, IllegalArgumentException> violations;

  GeneratedBuilder() {}

  GeneratedBuilder(GeneratedModel from) {
    if (!from.additionalProperties().isEmpty()) {
      additional = new LinkedHashMap<>(from.additionalProperties());
    }
  }

  /** Takes a value for a property; null leaves an optional one out. */
  final <T> @Nullable T accept(RequestProperty property, Codec<T> codec, @Nullable T value) {
    if (value == null && property.required() && !property.nullable()) {
      throw new NullPointerException(property.name());
    }
    if (additional != null) {
      additional.remove(property.name()); // what was read there and did not fit
    }
    T frozen;
    try {
      frozen = value == null ? null : codec.frozen(value);
    } catch (NullPointerException e) {
      throw new NullPointerException(property.name() + " has a null in it");
    }
    judge(property, frozen);
    return frozen;
  }

  /** Notes that a required property is missing, which only an unchecked origin can bring about. */
  final void demand(RequestProperty property, @Nullable Object value) {
    if (value == null && (additional == null || !additional.containsKey(property.name()))) {
      judge(property, null);
    }
  }

  /** Notes that of several properties none is given, or too many are. */
  final void demand(PropertyChoice choice, GeneratedModel built) {
    note(choice.toString(), choice.violation(built.givenNames()));
  }

  private void judge(RequestProperty property, @Nullable Object value) {
    note(property.name(), property.violation(value));
  }

  private void note(String subject, Optional<String> violation) {
    if (violation.isPresent()) {
      if (violations == null) {
        violations = new LinkedHashMap<>();
      }
      violations.put(subject, new IllegalArgumentException(violation.get()));
    } else if (violations != null) {
      violations.remove(subject);
    }
  }

  /** Throws the first violation, the others suppressed in it. */
  final void refuseViolations() {
    if (violations == null || violations.isEmpty()) {
      return;
    }
    Iterator<IllegalArgumentException> all = violations.values().iterator();
    IllegalArgumentException first = all.next();
    // A copy: the next call must not find the suppressed ones of this one in it.
    IllegalArgumentException thrown = new IllegalArgumentException(first.getMessage());
    thrown.setStackTrace(first.getStackTrace());
    all.forEachRemaining(thrown::addSuppressed);
    throw thrown;
  }

  /** Takes a property that the spec does not know. */
  final void put(String name, Object value, JsonReader.Options known) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, name);
    if (known.strings().contains(name)) {
      throw new IllegalArgumentException(
          name + " is a property of this type: use the method that is called like it");
    }
    if (additional == null) {
      additional = new LinkedHashMap<>();
    }
    additional.put(name, FreeJson.copyOf(value));
  }

  /** The map for a model to keep. */
  final @Nullable Map<String, @Nullable Object> copyOfAdditional() {
    return additional == null ? null : new LinkedHashMap<>(additional);
  }

  /** Replaces media among the properties that the spec does not know. */
  final void mapAdditional(MediaMapper mapper) {
    if (additional != null) {
      additional.replaceAll(
          (name, value) -> GeneratedModel.mapMedia(RequestProperty.named(name), value, mapper));
    }
  }
}
