package ai.evolink.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Alternatives that one property tells apart, as an interface with classes behind it. */
final class Choices {
  private final Map<String, Node> components;
  private final Views views;
  private final Types types;
  private final Refusals refusals;
  private final Map<String, List<String>> interfaces = new TreeMap<>();
  private final Set<String> requests = new LinkedHashSet<>();

  Choices(Map<String, Node> components, Views views, Types types, Refusals refusals) {
    this.components = components;
    this.views = views;
    this.types = types;
    this.refusals = refusals;
    components.forEach(
        (name, node) -> {
          String type = types.classOf(name);
          if (type != null && views.kind(name) == Views.Kind.CHOICE) {
            View view = views.view(node);
            for (String member : members(view, new LinkedHashSet<>(Set.of(name)))) {
              interfaces.computeIfAbsent(member, key -> new ArrayList<>()).add(type);
              if (view.has("x-request")) {
                requests.add(member);
              }
            }
          }
        });
  }

  /** Complete when all of them have been described. */
  List<String> interfacesOf(String component) {
    return interfaces.getOrDefault(component, List.of());
  }

  boolean isRequest(String component) {
    return requests.contains(component);
  }

  /** The object components behind a choice; a choice among them stands for its own members. */
  private Set<String> members(View view, Set<String> seen) {
    Set<String> members = new LinkedHashSet<>();
    for (Node choice : view.choices()) {
      String component = views.view(choice).component();
      if (component != null && views.kind(component) == Views.Kind.CHOICE) {
        if (seen.add(component)) {
          members.addAll(members(views.view(Node.in(components, component)), seen));
        }
      } else if (component != null && views.kind(component) == Views.Kind.OBJECT) {
        members.add(component);
      }
    }
    return members;
  }

  /**
   * Says what the templates print of one.
   *
   * @param component null if it stands inside another schema
   */
  void describe(Map<String, Object> model, View view, String type, @Nullable String component) {
    model.put("choice", true);
    for (Node choice : view.choices()) {
      String member = views.view(choice).component();
      Views.Kind kind = member == null ? Views.Kind.ALIAS : views.kind(member);
      if (kind != Views.Kind.OBJECT && kind != Views.Kind.CHOICE) {
        refusals.add(
            choice,
            "an alternative beside a discriminator must be a schema of its own, with properties",
            "Give it a name in components.schemas, and refer to it");
      }
    }
    if (!view.properties().isEmpty()) {
      refusals.add(
          view.node(),
          "properties beside oneOf would be lost",
          "Move them into each of the alternatives");
    }
    if (component == null) {
      for (String member : members(view, new LinkedHashSet<>())) {
        interfaces.computeIfAbsent(member, key -> new ArrayList<>()).add(type);
      }
    }
    Node discriminator = view.get("discriminator");
    String property = discriminator == null ? null : discriminator.textAt("propertyName");
    if (property == null) {
      refusals.add(view.node(), "the discriminator names no property", "Add a propertyName");
      property = "";
    }
    Map<String, String> words = words(view, discriminator, property);
    model.put("discriminator", Text.literal(property));
    model.put("property", Text.code(property));
    List<Map<String, Object>> mapped = new ArrayList<>();
    words.forEach(
        (word, member) ->
            mapped.add(
                Map.of(
                    "literal", Text.literal(word), "type", String.valueOf(types.classOf(member)))));
    model.put("mapped", mapped);
    request(model, view, type, property, component);
  }

  private Map<String, String> words(View view, @Nullable Node discriminator, String property) {
    Set<String> members = members(view, new LinkedHashSet<>());
    Map<String, String> words = new LinkedHashMap<>();
    Map<String, Node> mapping = discriminator == null ? Map.of() : discriminator.mapAt("mapping");
    mapping.forEach(
        (word, target) -> {
          String reference = String.valueOf(target.text());
          String name = reference.replaceFirst("^#/components/schemas/", "");
          Views.Kind kind = components.containsKey(name) ? views.kind(name) : Views.Kind.ALIAS;
          if (kind == Views.Kind.CHOICE) {
            View inner = views.view(Node.in(components, name));
            String found = words(inner, inner.get("discriminator"), property).get(word);
            if (found != null) {
              words.put(word, found);
              return;
            }
          }
          if (!members.contains(name)) {
            refusals.add(
                target,
                "the mapping of \""
                    + word
                    + "\" leads to "
                    + reference
                    + ", which is no alternative",
                "Add it to the oneOf, or correct the mapping");
          } else {
            words.put(word, name);
          }
        });
    for (String member : members) {
      Node own = views.expanded(Node.in(components, member)).properties().get(property);
      if (own == null) {
        refusals.add(
            Node.in(components, member),
            "it has no property \"" + property + "\", which shall tell it apart",
            "Add the property, with its words as enum");
        continue;
      }
      Set<String> documented = new LinkedHashSet<>();
      views.view(own).words().forEach(word -> documented.add(String.valueOf(word.plain())));
      agree(own, member, documented, words, property);
    }
    return words;
  }

  /** Words of the member and words that lead to it are the same, as far as both are told. */
  private void agree(
      Node own, String member, Set<String> documented, Map<String, String> words, String property) {
    Set<String> leading = new LinkedHashSet<>();
    words.forEach(
        (word, target) -> {
          if (target.equals(member)) {
            leading.add(word);
          }
        });
    if (leading.isEmpty()) {
      for (String word : documented.isEmpty() ? Set.of(member) : documented) {
        String before = words.putIfAbsent(word, member);
        if (before != null && !before.equals(member)) {
          refusals.add(
              own,
              "the "
                  + property
                  + " \""
                  + word
                  + "\" leads to "
                  + before
                  + " as well as to "
                  + member,
              "Tell them apart in the mapping of the discriminator");
        }
      }
    } else if (!documented.isEmpty() && !documented.equals(leading)) {
      refusals.add(
          own,
          "the enum of "
              + property
              + " in "
              + member
              + " and the words that lead there differ: "
              + Refusals.listed(different(documented, leading)),
          "Make the mapping of the discriminator and the enum agree");
    }
  }

  private static Set<String> different(Set<String> some, Set<String> others) {
    Set<String> different = new LinkedHashSet<>(some);
    different.addAll(others);
    different.removeIf(word -> some.contains(word) && others.contains(word));
    return different;
  }

  private void request(
      Map<String, Object> model,
      View view,
      String type,
      String property,
      @Nullable String component) {
    Node request = view.get("x-request");
    model.put("request", request != null);
    if (request == null) {
      return;
    }
    if (component == null) {
      refusals.add(
          request,
          "the alternatives of a request need a name",
          "Move them to components.schemas, and refer to them");
      return;
    }
    String modelType = String.valueOf(request.textAt("modelType"));
    if (views.kind(modelType) != Views.Kind.VOCABULARY) {
      refusals.add(request, "modelType " + modelType + " is no vocabulary", "Name one");
    }
    model.put("modelType", String.valueOf(types.classOf(modelType)));
    for (String member : members(view, new LinkedHashSet<>())) {
      Node model_ = views.expanded(Node.in(components, member)).properties().get("model");
      if (!property.equals("model")
          || model_ == null
          || !modelType.equals(model_.textAt("x-java-type"))) {
        refusals.add(
            Node.in(components, member),
            "a body of " + type + " needs a property model with x-java-type: " + modelType,
            "Add it; it is what tells the bodies apart");
      }
    }
  }
}
