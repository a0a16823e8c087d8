package ai.evolink.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Properties of which one or another has to be given: alternatives that only say "required". */
final class Combinations {
  /** Under this name a view keeps them; no document can have it. */
  private static final String COMBINATIONS = "x-combinations";

  private static final List<String> KEYWORDS = List.of("oneOf", "anyOf");

  private Combinations() {}

  /** Whether there are such alternatives among the keywords of an object. */
  static boolean areIn(Map<String, Node> keywords) {
    return KEYWORDS.stream().anyMatch(keyword -> isOne(keywords, keyword));
  }

  private static boolean isOne(Map<String, Node> keywords, String keyword) {
    Node choices = keywords.get(keyword);
    return choices != null
        && (keywords.containsKey("properties") || keywords.containsKey("allOf"))
        && choices.list().stream().allMatch(Combinations::onlyRequires);
  }

  private static boolean onlyRequires(Node choice) {
    return choice.has("required")
        && Set.of("required", "title", "description", "$comment")
            .containsAll(choice.map().keySet());
  }

  /** Puts them aside, so that they are not taken for alternatives of the whole value. */
  static void setAside(Map<String, Node> keywords) {
    for (String keyword : KEYWORDS) {
      if (isOne(keywords, keyword)) {
        Node choices = Node.in(keywords, keyword);
        keywords.remove(keyword);
        add(keywords, List.of(choices.with(Map.of(keyword, choices))));
      }
    }
  }

  /** Adds those of another schema that goes into the same object. */
  static void join(Map<String, Node> keywords, Node part) {
    add(keywords, part.listAt(COMBINATIONS));
  }

  private static void add(Map<String, Node> keywords, List<Node> more) {
    if (!more.isEmpty()) {
      Node before = keywords.get(COMBINATIONS);
      List<Node> all = new ArrayList<>(before == null ? List.of() : before.list());
      all.addAll(more);
      Node first = all.get(0);
      keywords.put(COMBINATIONS, new Node(all, first.path(), first.line(), first.column()));
    }
  }

  /** What the templates print, and in {@code sentences} what the Javadoc says. */
  static List<Map<String, Object>> of(View view, List<String> sentences, Refusals refusals) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Node each : view.node().listAt(COMBINATIONS)) {
      boolean single = each.has("oneOf");
      List<List<String>> alternatives = new ArrayList<>();
      for (Node choice : each.listAt(single ? "oneOf" : "anyOf")) {
        alternatives.add(names(choice, view, refusals));
      }
      Map<String, Object> combination = new LinkedHashMap<>();
      combination.put("constant", "$CHOICE" + (all.isEmpty() ? "" : "_" + (all.size() + 1)));
      combination.put("choice", java(single, alternatives));
      all.add(combination);
      sentences.add(
          (single ? "Needs just one of these: " : "Needs at least one of these: ")
              + alternatives.stream()
                  .map(
                      names -> names.stream().map(Text::code).collect(Collectors.joining(" with ")))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return all;
  }

  private static List<String> names(Node choice, View view, Refusals refusals) {
    List<String> names = new ArrayList<>();
    if (choice.listAt("required").isEmpty()) {
      refusals.add(
          choice,
          "an alternative that requires nothing is always there",
          "Name the properties that it requires, or leave the alternatives out");
    }
    for (Node name : choice.listAt("required")) {
      String text = String.valueOf(name.text());
      Models.demandProperty(name, text, view.properties().keySet(), refusals);
      names.add(text);
    }
    return names;
  }

  private static String java(boolean single, List<List<String>> alternatives) {
    return alternatives.stream()
        .map(
            names ->
                names.stream()
                    .map(Text::literal)
                    .collect(Collectors.joining(", ", "List.of(", ")")))
        .collect(Collectors.joining(", ", "new PropertyChoice(" + single + ", List.of(", "))"));
  }
}
