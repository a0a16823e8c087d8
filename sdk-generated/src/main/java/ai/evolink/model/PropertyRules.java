package ai.evolink.model;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what a generated class knows about one of its properties. */
final class PropertyRules {
  final String name;
  boolean required;
  boolean nullable;
  boolean uniqueItems;
  int minLength = -1;
  int maxLength = -1;
  int minItems = -1;
  int maxItems = -1;
  @Nullable BigDecimal minimum;
  @Nullable BigDecimal maximum;
  @Nullable BigDecimal exclusiveMinimum;
  @Nullable BigDecimal exclusiveMaximum;
  @Nullable BigDecimal multipleOf;
  @Nullable Gap gap;
  @Nullable Form form;
  List<String> values = List.of();
  @Nullable MediaRule media;
  @Nullable Codec<?> json;

  private final @Nullable PropertyRules list;
  private @Nullable PropertyRules items;

  /** Numbers between the limits that are none: from {@code least} to {@code most}. */
  record Gap(BigDecimal least, BigDecimal most) {}

  /** How a text has to look, in words and as the pattern that decides. */
  record Form(String text, Pattern pattern) {}

  PropertyRules(String name) {
    this(name, null);
  }

  private PropertyRules(String name, @Nullable PropertyRules list) {
    this.name = name;
    this.list = list;
  }

  PropertyRules required() {
    required = true;
    return this;
  }

  /** Null is a value of the property, and so written when it is required. */
  PropertyRules nullable() {
    nullable = true;
    return this;
  }

  PropertyRules uniqueItems() {
    uniqueItems = true;
    return this;
  }

  PropertyRules exclusiveMinimum(String limit) {
    exclusiveMinimum = new BigDecimal(limit);
    return this;
  }

  PropertyRules exclusiveMaximum(String limit) {
    exclusiveMaximum = new BigDecimal(limit);
    return this;
  }

  PropertyRules minLength(int limit) {
    minLength = limit;
    return this;
  }

  PropertyRules maxLength(int limit) {
    maxLength = limit;
    return this;
  }

  PropertyRules minItems(int limit) {
    minItems = limit;
    return this;
  }

  PropertyRules maxItems(int limit) {
    maxItems = limit;
    return this;
  }

  PropertyRules minimum(String limit) {
    minimum = new BigDecimal(limit);
    return this;
  }

  PropertyRules maximum(String limit) {
    maximum = new BigDecimal(limit);
    return this;
  }

  PropertyRules multipleOf(String step) {
    multipleOf = new BigDecimal(step);
    return this;
  }

  PropertyRules gap(String least, String most) {
    gap = new Gap(new BigDecimal(least), new BigDecimal(most));
    return this;
  }

  PropertyRules form(String text, String pattern) {
    form = new Form(text, Pattern.compile(pattern));
    return this;
  }

  /** Documented words; numbers among them come as texts, so that 2 and "2" are one word. */
  PropertyRules values(String... documented) {
    values = List.copyOf(new LinkedHashSet<>(Arrays.asList(documented)));
    return this;
  }

  PropertyRules media(String kind, long maxBytes, String... types) {
    media = new MediaRule(kind, maxBytes, List.of(types));
    return this;
  }

  /** What tells JSON of the right type from other JSON. */
  PropertyRules json(Codec<?> codec) {
    json = codec;
    return this;
  }

  /** Goes on with the rules of each item of this list, or of each value of this map. */
  PropertyRules items() {
    if (items == null) {
      items = new PropertyRules(name, this);
    }
    return items;
  }

  /** Goes back from the items to their list. */
  PropertyRules list() {
    return Objects.requireNonNull(list, "list");
  }

  @Nullable RequestProperty builtItems() {
    return items == null ? null : items.build();
  }

  RequestProperty build() {
    return new RequestProperty(this);
  }
}
