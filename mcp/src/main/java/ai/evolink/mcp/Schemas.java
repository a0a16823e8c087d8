package ai.evolink.mcp;

import ai.evolink.Kind;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON Schemas of tools, with what the catalogue of models says. */
final class Schemas {
  /** A property that fewer models have is for the tool models to tell. */
  private static final double COMMON = 0.1;

  private static final String MODEL = "model";
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private static final String MEDIA =
      "https links, or files in the folder of this server, which are uploaded first";

  private Schemas() {}

  /** An object with nothing else in it. The names that end in {@code !} are required. */
  static Map<String, Object> object(Map<String, Object> properties) {
    Map<String, Object> members = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    properties.forEach(
        (name, schema) -> {
          String bare = name.replace("!", "");
          if (!bare.equals(name)) {
            required.add(bare);
          }
          members.put(bare, schema);
        });
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", members);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }

  static Map<String, Object> of(String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
    return schema;
  }

  static Map<String, Object> word(List<String> words, String description) {
    Map<String, Object> schema = of("string", description);
    schema.put("enum", words);
    return schema;
  }

  static Map<String, Object> text(int longest, String description) {
    Map<String, Object> schema = of("string", description);
    schema.put("minLength", 1);
    schema.put("maxLength", longest);
    return schema;
  }

  static Map<String, Object> wholeNumber(int least, int most, String description) {
    Map<String, Object> schema = of("integer", description);
    schema.put("minimum", least);
    schema.put("maximum", most);
    return schema;
  }

  /** The words that the argument {@code medium} takes. */
  static List<String> media() {
    return List.of(word(Kind.IMAGE), word(Kind.VIDEO), word(Kind.AUDIO));
  }

  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The arguments that describe what to make, which several tools take. */
  static Map<String, Object> making() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        Requests.MODEL + "!",
        text(200, "Id of a model, as the tool models lists it, such as gemini-2.5-flash-image."));
    properties.put(Requests.REQUEST + "!", anyRequest());
    properties.put(
        Requests.MEDIUM,
        word(
            media(), "What the model makes; only for a model that the tool models does not list."));
    return properties;
  }

  /** What many models take; which one takes what is told by its own schema. */
  private static Map<String, Object> anyRequest() {
    Map<String, List<RequestProperty>> all = new LinkedHashMap<>();
    List<ModelInfo> models =
        ModelCatalog.get().all().stream().filter(model -> !model.deprecated()).toList();
    for (ModelInfo model : models) {
      for (RequestProperty property : model.request().properties()) {
        all.computeIfAbsent(property.name(), name -> new ArrayList<>()).add(property);
      }
    }
    Map<String, Object> common = new LinkedHashMap<>();
    all.forEach(
        (name, variants) -> {
          if (variants.size() >= models.size() * COMMON && !isOurs(name)) {
            common.put(name, common(variants));
          }
        });
    Map<String, Object> schema =
        of(
            "object",
            "What the model is asked, such as {\"prompt\": \"A cat playing on the grass\"}. Other"
                + " properties differ from model to model: the tool models, given the id, has the"
                + " schema with all limits.");
    schema.put("properties", common);
    return schema;
  }

  /** What all models say of a property that they share. */
  private static Map<String, Object> common(List<RequestProperty> variants) {
    Map<String, Object> schema = new LinkedHashMap<>();
    Set<String> types = new LinkedHashSet<>();
    variants.forEach(property -> types.addAll(property.jsonTypes()));
    boolean anything = variants.stream().anyMatch(property -> property.jsonTypes().isEmpty());
    putType(schema, anything ? List.of() : List.copyOf(types));
    if (variants.stream().anyMatch(property -> property.media().isPresent())) {
      schema.put("description", MEDIA);
    }
    return schema;
  }

  private static boolean isOurs(String name) {
    return name.equals(MODEL) || name.equals("callback_url");
  }

  /** The schema of the argument {@code request} for one model. */
  static Map<String, Object> request(RequestType type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RequestProperty property : type.properties()) {
      if (!isOurs(property.name())) {
        properties.put(property.name() + (property.required() ? "!" : ""), property(property));
      }
    }
    return object(properties);
  }

  private static Map<String, Object> property(RequestProperty property) {
    Map<String, Object> schema = new LinkedHashMap<>();
    putType(schema, property.jsonTypes());
    property.minLength().ifPresent(least -> schema.put("minLength", least));
    property.maxLength().ifPresent(most -> schema.put("maxLength", most));
    property.minItems().ifPresent(least -> schema.put("minItems", least));
    property.maxItems().ifPresent(most -> schema.put("maxItems", most));
    property.minimum().ifPresent(least -> schema.put("minimum", least));
    property.maximum().ifPresent(most -> schema.put("maximum", most));
    property.exclusiveMinimum().ifPresent(least -> schema.put("exclusiveMinimum", least));
    property.exclusiveMaximum().ifPresent(most -> schema.put("exclusiveMaximum", most));
    property.multipleOf().ifPresent(step -> schema.put("multipleOf", step));
    property.items().ifPresent(items -> schema.put("items", property(items)));
    if (!property.values().isEmpty()) {
      // Where a form is documented, the words are examples of it.
      schema.put(property.form().isPresent() ? "examples" : "enum", values(property));
    }
    List<String> notes = new ArrayList<>();
    property.form().ifPresent(notes::add);
    property.media().ifPresent(rule -> notes.add(rule.kind() + ": " + MEDIA));
    if (!notes.isEmpty()) {
      schema.put("description", String.join("; ", notes));
    }
    return schema;
  }

  /** The words, as numbers where the model takes numbers. */
  private static List<Object> values(RequestProperty property) {
    boolean numbers = isNumber(property);
    List<Object> values = new ArrayList<>();
    for (String word : property.values()) {
      values.add(numbers && NUMBER.matcher(word).matches() ? new BigDecimal(word) : word);
    }
    return values;
  }

  private static boolean isNumber(RequestProperty property) {
    List<String> types = property.jsonTypes();
    return !types.isEmpty() && (types.get(0).equals("integer") || types.get(0).equals("number"));
  }

  private static void putType(Map<String, Object> schema, List<String> types) {
    if (!types.isEmpty()) {
      schema.put("type", types.size() == 1 ? types.get(0) : types);
    }
  }
}
