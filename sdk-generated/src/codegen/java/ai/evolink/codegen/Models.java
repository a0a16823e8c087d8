package ai.evolink.codegen;

import ai.evolink.codegen.JavaType.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that the templates print of the classes. */
final class Models {
  private record Pending(String type, View view) {}

  private final Map<String, Node> components;
  private final Refusals refusals;
  private final Views views;
  private final Types types;
  private final Limits limits;
  private final Presets presets;
  private final Choices choices;
  private final Queue<Pending> pending = new ArrayDeque<>();
  private final Map<String, Map<String, Object>> all = new LinkedHashMap<>();

  /** Those that have a component, by its name. */
  private final Map<String, Map<String, Object>> objects = new LinkedHashMap<>();

  Models(Map<String, Node> components, Refusals refusals) {
    this.components = components;
    this.refusals = refusals;
    this.views = new Views(components, refusals);
    this.types =
        new Types(
            views, components, refusals, (type, view) -> pending.add(new Pending(type, view)));
    this.limits = new Limits(views, refusals);
    this.presets = new Presets(refusals);
    this.choices = new Choices(components, views, types, refusals);
  }

  Types types() {
    return types;
  }

  Views views() {
    return views;
  }

  /** What the templates print, by class; those of operations have to be asked for before. */
  Map<String, Map<String, Object>> all() {
    for (String component : components.keySet()) {
      String type = types.classOf(component);
      if (type != null) {
        make(type, views.view(components.get(component)), component);
      }
    }
    while (!pending.isEmpty()) {
      Pending next = pending.remove();
      make(next.type, next.view, null);
    }
    objects.forEach(
        (component, model) -> {
          List<String> interfaces = choices.interfacesOf(component);
          if (!interfaces.isEmpty()) {
            model.put("implements", " implements " + String.join(", ", interfaces));
          }
        });
    return all;
  }

  private void make(String type, View view, @Nullable String component) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", type);
    for (String kind : List.of("object", "vocabulary", "choice", "union")) {
      model.put(kind, false);
    }
    String description = view.node().textAt("description");
    List<String> prose = description == null ? List.of() : Text.paragraphs(description);
    model.put("sentence", prose.isEmpty() ? type + "." : prose.get(0));
    List<String> more = new ArrayList<>(prose.isEmpty() ? prose : prose.subList(1, prose.size()));
    if (view.node().flagAt("deprecated")) {
      more.add("Legacy: kept for those who still use it.");
    }
    if (view.node().flagAt("x-unverified")) {
      more.add("Unverified: seen in client code, not in the public documentation.");
    }
    model.put("paragraphs", more);
    switch (views.kindOf(view)) {
      case OBJECT -> {
        model.put("combinations", Combinations.of(view, more, refusals));
        object(model, view, type, component);
      }
      case VOCABULARY -> new Vocabulary(refusals).describe(model, view);
      case CHOICE -> choices.describe(model, view, type, component);
      case UNION -> model.put("union", true);
      case ALIAS -> throw new AssertionError(type);
    }
    all.put(type, model);
  }

  private void object(
      Map<String, Object> model, View view, String type, @Nullable String component) {
    model.put("object", true);
    Node docs = view.get("externalDocs");
    String url = docs == null ? null : docs.textAt("url");
    model.put("see", url == null ? false : attribute(url));
    model.put("implements", false);
    if (component != null) {
      objects.put(component, model);
    }
    model.put("request", component != null && choices.isRequest(component));
    model.put("legacy", view.node().flagAt("deprecated"));
    Node further = view.get("additionalProperties");
    if (further != null && further.isMap() && !further.map().isEmpty()) {
      refusals.add(
          further,
          "further properties of one type beside named ones would not be checked",
          "Write additionalProperties: true, or put them into a property of their own");
    }
    Map<String, Object> properties = properties(view, type);
    model.put("vars", List.copyOf(properties.values()));
    List<Map<String, Object>> demanded = new ArrayList<>();
    for (Object property : properties.values()) {
      @SuppressWarnings("unchecked") // made below
      Map<String, Object> each = (Map<String, Object>) property;
      if (Boolean.TRUE.equals(each.get("demanded"))) {
        demanded.add(each);
      }
    }
    model.put("parameters", demanded);
    model.put(
        "signature",
        demanded.stream()
            .map(each -> each.get("annotated") + " " + each.get("name"))
            .collect(Collectors.joining(", ")));
  }

  private static String attribute(String url) {
    return url.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("*/", "*%2F")
        .replace("@", "%40");
  }

  private Map<String, Object> properties(View view, String type) {
    Map<String, Node> nodes = view.properties();
    Map<String, String> names = names(nodes);
    Set<String> required = new LinkedHashSet<>();
    for (Node name : view.node().listAt("required")) {
      String text = String.valueOf(name.text());
      demandProperty(name, text, nodes.keySet(), refusals);
      required.add(text);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    Set<String> constants = new HashSet<>();
    nodes.forEach(
        (name, node) -> {
          String member = names.get(name);
          if (member != null) {
            String constant = String.valueOf(Names.constant(member));
            while (!constants.add(constant)) {
              constant = "_" + constant;
            }
            all.put(name, property(name, node, member, constant, required.contains(name), type));
          }
        });
    return all;
  }

  /** Refuses a required name that no property has. */
  static void demandProperty(Node at, String name, Set<String> properties, Refusals refusals) {
    if (!properties.contains(name)) {
      String near = Allowed.nearest(name, properties);
      refusals.add(
          at,
          "required names \"" + name + "\", but there is no such property",
          near == null
              ? "Describe the property, or leave the name out"
              : "Did you mean \"" + near + "\"");
    }
  }

  private Map<String, String> names(Map<String, Node> nodes) {
    Map<String, String> chosen = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    nodes.forEach(
        (name, node) -> {
          String own = node.textAt("x-java-name");
          if (own != null) {
            chosen.put(name, own);
          } else {
            others.add(name);
          }
        });
    Map<String, String> names = Names.members(others);
    for (String name : others) {
      if (!names.containsKey(name)) {
        refusals.add(
            Node.in(nodes, name),
            "no Java name can be made of \""
                + name
                + "\""
                + (Names.member(name) == null ? "" : ": another property would have the same"),
            "Give it an x-java-name");
      }
    }
    Set<String> taken = new HashSet<>(names.values());
    chosen.forEach(
        (name, own) -> {
          if (own.equals(Names.member(own)) && !taken.add(own)) {
            refusals.add(
                Node.in(nodes, name), "the x-java-name " + own + " is taken", "Choose another one");
          }
        });
    names.putAll(chosen);
    return names;
  }

  private Map<String, Object> property(
      String name, Node node, String member, String constant, boolean required, String owner) {
    View view = views.view(node);
    JavaType type = types.of(view, owner + Names.upperFirst(member.replace("_", "")));
    boolean readOnly = view.node().flagAt("readOnly");
    boolean mayBeNull = required && view.nullable();
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("json", Text.inLiteral(name));
    property.put("name", member);
    property.put("constant", constant);
    property.put("type", type.java());
    property.put("codec", type.codec());
    property.put("held", type.held());
    property.put("codecRef", type.held() ? "Json." + constant : type.codec());
    property.put("required", required);
    property.put("mayBeNull", mayBeNull);
    property.put("writable", !readOnly);
    property.put("optionalWhenRead", !required || mayBeNull);
    property.put("nullWhenSet", !required || mayBeNull);
    property.put("annotated", (!required || mayBeNull ? "@Nullable " : "") + type.java());
    property.put("deprecated", view.node().flagAt("deprecated"));
    Object preset = preset(view, type, required && !readOnly);
    property.put("preset", preset);
    property.put("checked", required && !readOnly && !mayBeNull);
    property.put("media", hasMedia(type));
    property.put("demanded", required && !readOnly && preset.equals(false));
    String media = limits.media(view);
    property.put(
        "rules",
        (required && !readOnly ? ".required()" : "")
            + (mayBeNull ? ".nullable()" : "")
            + limits.calls(view, type)
            + words(limits.words(view, type))
            + media);
    String description = view.node().textAt("description");
    List<String> prose = description == null ? List.of() : Text.paragraphs(description);
    property.put(
        "sentence", prose.isEmpty() ? "The property " + Text.code(name) + "." : prose.get(0));
    property.put("prose", prose.isEmpty() ? prose : prose.subList(1, prose.size()));
    List<String> sentences = new ArrayList<>(limits.sentences(view, type));
    if (readOnly) {
      sentences.add("Comes with answers only.");
    }
    property.put("limits", sentences);
    // Limits are for those who set the value: the setter tells them. Words are for readers too.
    property.put(
        "told",
        sentences.stream()
            .filter(
                each ->
                    readOnly || each.startsWith("Documented:") || each.startsWith("Unverified:"))
            .toList());
    return property;
  }

  /** Whether a value may hold media that have to be uploaded. */
  private static boolean hasMedia(JavaType type) {
    return switch (type.kind()) {
      case MEDIA, MODEL, ANY -> true;
      case LIST, MAP -> type.item() != null && hasMedia(type.item());
      default -> false;
    };
  }

  private static String words(List<String> words) {
    return words.isEmpty()
        ? ""
        : words.stream().map(Text::literal).collect(Collectors.joining(", ", ".values(", ")"));
  }

  /** What a required property has when nobody sets it; false if somebody has to. */
  private Object preset(View view, JavaType type, boolean required) {
    Node value = view.get("default");
    if (value != null && value.isNull() && view.nullable()) {
      return false;
    }
    if (value == null && view.constant() && !view.words().isEmpty()) {
      value = view.words().get(0);
    }
    if (value == null) {
      return false;
    }
    if (type.kind() == Kind.MODEL || type.kind() == Kind.MEDIA) {
      if (required || (view.has("default") && type.kind() == Kind.MODEL)) {
        refusals.add(
            value,
            "a default of " + type.java() + " cannot be written down in Java",
            "Say it in the description");
      }
      return false;
    }
    String expression = presets.expression(value, view, type);
    return required && expression != null ? expression : false;
  }
}
