package ai.evolink.internal.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a rule, as a request sets them. */
final class RequestValues {
  private static final String PARAMS = "model_params";

  /** Names of request fields that stand for a parameter of another name, in the order of a look. */
  private static final Map<String, List<String>> ALIASES =
      Map.of(
          "duration_seconds", List.of("duration"),
          "output_seconds", List.of("duration"),
          "image_count", List.of("n", "count"),
          "video_count", List.of("n", "count"),
          "resolution", List.of("quality"),
          "quality", List.of("resolution"));

  private final Map<String, Parameter> parameters;
  private final Map<String, ?> fields;
  private final Set<String> assumptions;

  /**
   * @param assumptions is told what is assumed
   */
  RequestValues(Map<String, Parameter> parameters, Map<String, ?> fields, Set<String> assumptions) {
    this.parameters = parameters;
    this.fields = fields;
    this.assumptions = assumptions;
  }

  /**
   * {@return the value of a parameter; its bounds, if it is measured}
   *
   * @throws UnpricedException if the request does not say it, or says it in a way that the rule
   *     does not know
   */
  Value of(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new UnpricedException("\"" + name + "\" is no parameter");
    }
    Object given = given(parameter);
    if (given == null && name.equals("input_images")) {
      given = inputImages();
    }
    if (given != null) {
      if (isAutomatic(parameter, given)) {
        return measured(parameter, "the model chooses it");
      }
      return parameter.checked(given);
    }
    if (parameter.isMeasured() && !defaultHolds(parameter)) {
      return measured(parameter, "it is measured");
    }
    Value byDefault = parameter.byDefault();
    if (byDefault == null) {
      throw new UnpricedException("the request does not say " + name);
    }
    assumptions.add(
        name + " is not set, so " + byDefault.told() + " is taken, as the price list does.");
    return byDefault;
  }

  private Value measured(Parameter parameter, String why) {
    assumptions.add(
        parameter.name()
            + " is not known before the task has ended, for "
            + why
            + (parameter.maximum() == null ? "." : "; at most " + parameter.maximum() + "."));
    return parameter.unknown();
  }

  /** {@return what the request gives for a parameter, by whatever name; null if nothing} */
  private @Nullable Object given(Parameter parameter) {
    List<String> names = new ArrayList<>();
    names.add(parameter.name());
    for (String alias : ALIASES.getOrDefault(parameter.name(), List.of())) {
      if (!parameters.containsKey(alias) || isDuration(parameter, alias)) {
        names.add(alias);
      }
    }
    Object found = null;
    for (String name : names) {
      Object value = field(name);
      if (value != null && found != null && !Parameter.of(value).equals(Parameter.of(found))) {
        throw new UnpricedException(
            parameter.name() + " is set twice, to " + found + " and " + value);
      }
      found = found == null ? value : found;
    }
    return found;
  }

  /** A rule may read both: what was asked for, and the seconds that come of it. */
  private static boolean isDuration(Parameter parameter, String alias) {
    return alias.equals("duration") && parameter.name().equals("duration_seconds");
  }

  private @Nullable Object field(String name) {
    Object own = fields.get(name);
    if (own != null) {
      return own;
    }
    return fields.get(PARAMS) instanceof Map<?, ?> params ? params.get(name) : null;
  }

  private boolean isAutomatic(Parameter parameter, Object given) {
    return parameter.name().equals("duration_seconds")
        && parameters.containsKey("duration")
        && Parameter.of(given).equals(Value.of(Fraction.of(-1)));
  }

  private long inputImages() {
    if (fields.get("image_urls") instanceof List<?> images) {
      return images.size();
    }
    return fields.get("image_url") == null ? 0 : 1;
  }

  private boolean defaultHolds(Parameter parameter) {
    return !parameter.required()
        && parameter.byDefault() != null
        && !parameter.countsTokens()
        && !hasInputVideo()
        && !(parameter.countsSearches() && asksForSearch(fields));
  }

  private boolean hasInputVideo() {
    return isSet(fields.get("video_urls"))
        || isSet(fields.get("video_url"))
        || isSet(fields.get("source_task_id"));
  }

  /** Whether anything in the request switches a search on. */
  private static boolean asksForSearch(Map<?, ?> object) {
    for (Map.Entry<?, ?> member : object.entrySet()) {
      Object value = member.getValue();
      boolean search = String.valueOf(member.getKey()).contains("search");
      if ((search && isSet(value))
          || (value instanceof Map<?, ?> inner && asksForSearch(inner))
          || (value instanceof List<?> list && list.stream().anyMatch(RequestValues::isSearch))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSearch(@Nullable Object item) {
    return item instanceof Map<?, ?> tool
        && (asksForSearch(tool) || String.valueOf(tool.get("type")).contains("search"));
  }

  private static boolean isSet(@Nullable Object value) {
    return value != null
        && !Boolean.FALSE.equals(value)
        && !(value instanceof List<?> list && list.isEmpty())
        && !(value instanceof String text && text.isBlank());
  }
}
