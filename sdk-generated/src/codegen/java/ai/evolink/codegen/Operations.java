package ai.evolink.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All that the templates print of the operations: one or more methods of an interface each. */
final class Operations {
  static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head");

  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");
  private static final Pattern PATH =
      Pattern.compile("/([A-Za-z0-9._~:@!$&'()*+,;=/-]|\\{[A-Za-z][A-Za-z0-9_-]*})*");

  /** An operation for the template of its interface. */
  record Operation(String tag, String name, Map<String, Object> java) {}

  private final Node root;
  private final References references;
  private final Refusals refusals;
  private final Parameters parameters;
  private final Bodies bodies;
  private final Answers answers;
  private final Map<String, Node> names = new HashMap<>();
  private final Map<String, Node> tags = new HashMap<>();

  Operations(Node root, Models models, Refusals refusals) {
    this.root = root;
    this.refusals = refusals;
    this.references = new References(root, refusals);
    this.parameters = new Parameters(models, references, refusals);
    this.bodies = new Bodies(models, refusals);
    this.answers = new Answers(models, references, refusals);
    root.listAt("tags").forEach(tag -> tags.put(String.valueOf(tag.textAt("name")), tag));
  }

  List<Operation> all() {
    List<Operation> all = new ArrayList<>();
    root.mapAt("paths")
        .forEach(
            (path, item) -> {
              for (String method : METHODS) {
                Node operation = item.get(method);
                if (operation != null && operation.isMap()) {
                  all.add(operation(path, method, item, operation));
                }
              }
            });
    return all;
  }

  private Operation operation(String path, String method, Node item, Node node) {
    String name = name(path, method, node);
    Node before = names.putIfAbsent(name, node);
    if (before != null) {
      refusals.add(
          node,
          "the operation " + name + " is that of " + before.path() + " already",
          "Rename one");
    }
    String tag = tag(node);
    List<Parameters.Parameter> all = parameters.of(item, node);
    places(path, node, all);
    Bodies.Body body = bodies.of(references.resolve(node.get("requestBody")), method, name);
    all.addAll(body.parameters());
    all.sort((a, b) -> Boolean.compare(b.required(), a.required()));
    distinct(node, all);
    Answers.Answer answer = answers.of(node, method, name);

    List<Map<String, Object>> methods = new ArrayList<>();
    for (Answers.Form form : answer.forms()) {
      List<String> annotations = new ArrayList<>();
      if (node.flagAt("deprecated")) {
        annotations.add("@Deprecated");
      }
      if (node.flagAt("x-paid")) {
        annotations.add("@Paid");
      }
      if (Walk.isKeyless(node)) {
        annotations.add("@Keyless");
      }
      List<Node> servers = (node.has("servers") ? node : item).listAt("servers");
      if (!servers.isEmpty() && servers.get(0).textAt("url") != null) {
        annotations.add("@Server(" + Text.literal("" + servers.get(0).textAt("url")) + ")");
      }
      annotations.addAll(form.annotations());
      annotations.addAll(body.annotations());
      annotations.add(
          "@"
              + method.toUpperCase(java.util.Locale.ROOT)
              + "("
              + Text.literal(path.substring(1))
              + ")");
      methods.add(method(node, name + form.suffix(), annotations, form, all));
      if (body.mayBeLeftOut()) {
        List<Parameters.Parameter> others = all.stream().filter(each -> !each.body()).toList();
        methods.add(method(node, name + form.suffix(), annotations, form, others));
      }
    }
    Map<String, Object> java = new LinkedHashMap<>();
    Node described = tags.get(tag);
    String description = described == null ? null : described.textAt("description");
    java.put(
        "group",
        description == null || description.isBlank() ? "Operations." : Text.prose(description));
    java.put("methods", methods);
    return new Operation(
        String.valueOf(Names.type(tag)).replaceFirst("(?<=.)Object$", ""), name, java);
  }

  private Map<String, Object> method(
      Node node,
      String name,
      List<String> annotations,
      Answers.Form form,
      List<Parameters.Parameter> all) {
    Map<String, Object> method = new LinkedHashMap<>();
    String summary = node.textAt("summary");
    String description = node.textAt("description");
    List<String> prose = new ArrayList<>();
    if (summary != null && !summary.isBlank()) {
      prose.add(Text.prose(summary));
    }
    if (description != null) {
      prose.addAll(Text.paragraphs(description));
    }
    if (prose.isEmpty()) {
      prose.add(Text.code(name) + ".");
    }
    prose.addAll(form.prose());
    if (node.flagAt("x-unverified")) {
      prose.add("Unverified: not in the public documentation, so it may not exist.");
    }
    method.put("sentence", prose.get(0));
    method.put("paragraphs", prose.subList(1, prose.size()));
    method.put("deprecated", node.flagAt("deprecated"));
    method.put("annotations", annotations);
    method.put("returns", form.type());
    method.put("name", name);
    method.put(
        "parameters",
        all.stream().map(each -> Map.of("name", each.name(), "doc", each.doc())).toList());
    method.put(
        "signature",
        all.stream().map(Parameters.Parameter::declaration).collect(Collectors.joining(", ")));
    return method;
  }

  private String name(String path, String method, Node node) {
    String id = node.textAt("operationId");
    String name = Names.member(id == null ? method + path.replaceAll("[{}]", "") : id);
    if (name == null) {
      refusals.add(node, "no Java name can be made of the operationId", "Write it in letters");
      return "operation" + names.size();
    }
    return name;
  }

  private String tag(Node node) {
    List<Node> own = node.listAt("tags");
    if (own.size() > 1) {
      refusals.add(
          own.get(1), "an operation belongs to one interface, that of its tag", "Keep one tag");
    }
    String tag = own.isEmpty() ? "Default" : String.valueOf(own.get(0).text());
    if (Names.type(tag) == null) {
      refusals.add(
          node, "no Java name can be made of the tag \"" + tag + "\"", "Write it in letters");
      return "Default";
    }
    return tag;
  }

  private void places(String path, Node node, List<Parameters.Parameter> all) {
    if (!PATH.matcher(path).matches()) {
      refusals.add(
          node,
          "the path " + path + " cannot be written as a Retrofit path",
          "Begin it with /, without a query, and name places like {task_id}");
    }
    Set<String> places = new LinkedHashSet<>();
    Matcher matcher = PLACE.matcher(path);
    while (matcher.find()) {
      places.add(matcher.group(1));
    }
    Set<String> described = new LinkedHashSet<>();
    all.stream()
        .filter(each -> each.in().equals("path"))
        .forEach(each -> described.add(each.wire()));
    for (String place : places) {
      if (!described.contains(place)) {
        refusals.add(
            node, "nothing describes {" + place + "} of the path", "Add a parameter in: path");
      }
    }
    for (String parameter : described) {
      if (!places.contains(parameter)) {
        refusals.add(node, "the path has no place for " + parameter, "Leave the parameter out");
      }
    }
  }

  private void distinct(Node node, List<Parameters.Parameter> all) {
    Set<String> taken = new LinkedHashSet<>();
    for (Parameters.Parameter each : all) {
      if (!taken.add(each.name())) {
        refusals.add(
            node, "two parameters would be called " + each.name(), "Give one an x-java-name");
      }
    }
  }

  static String simpleType(String mediaType) {
    return mediaType.replaceFirst("\\s*;.*$", "").toLowerCase(java.util.Locale.ROOT);
  }
}
