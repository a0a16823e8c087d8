package ai.evolink.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A schema of words as a class with a constant for each. */
final class Vocabulary {
  private final Refusals refusals;

  Vocabulary(Refusals refusals) {
    this.refusals = refusals;
  }

  void describe(Map<String, Object> model, View view) {
    model.put("vocabulary", true);
    model.put("numbers", view.node().flagAt("x-number-words"));
    model.put("words", words(view));
    model.put("dropped", dropped(view));
    model.put("aliases", aliases(view));
  }

  private List<Map<String, Object>> words(View view) {
    List<Node> words = view.words();
    List<Node> names = sameSize(view, "x-enum-varnames", words.size());
    List<Node> docs = sameSize(view, "x-enum-descriptions", words.size());
    Set<String> constants = new HashSet<>();
    Set<String> seen = new HashSet<>();
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = String.valueOf(words.get(i).text());
      String constant = names.isEmpty() ? Names.constant(word) : names.get(i).text();
      if (constant == null || !Names.isConstant(constant)) {
        refusals.add(
            names.isEmpty() ? words.get(i) : names.get(i),
            "no Java constant can be called like \"" + (names.isEmpty() ? word : constant) + "\"",
            "Give all words names in x-enum-varnames: letters, digits and _");
      } else if (!seen.add(word)) {
        refusals.add(words.get(i), "the word \"" + word + "\" stands here twice", "Leave one out");
      } else if (!constants.add(constant)) {
        refusals.add(
            names.isEmpty() ? words.get(i) : names.get(i),
            "two words would have the constant " + constant + "; \"" + word + "\" is the second",
            "Tell them apart in x-enum-varnames");
      } else {
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("constant", constant);
        each.put("literal", Text.literal(word));
        String doc = docs.isEmpty() ? "" : Text.prose(String.valueOf(docs.get(i).text()));
        each.put("doc", (doc.isEmpty() ? "" : doc + " ") + "Text: " + quoted(word) + ".");
        all.add(each);
      }
    }
    return all;
  }

  private static String quoted(String word) {
    String plain = Text.code(word);
    return plain.startsWith("{@code ")
        ? "{@code \"" + plain.substring("{@code ".length(), plain.length() - 1) + "\"}"
        : "<code>\"" + plain.substring("<code>".length()).replace("</code>", "\"</code>");
  }

  private List<Node> sameSize(View view, String extension, int size) {
    Node node = view.get(extension);
    if (node == null) {
      return List.of();
    }
    if (node.list().size() != size) {
      refusals.add(
          node,
          extension + " has " + node.list().size() + " entries for " + size + " words",
          "Give one for each word, in the same order");
      return List.of();
    }
    return node.list();
  }

  private Object dropped(View view) {
    Set<String> literals = new java.util.LinkedHashSet<>();
    for (Node word : view.node().listAt("x-deprecated")) {
      if (isWord(word, word.text(), view) && !literals.add(Text.literal("" + word.text()))) {
        refusals.add(word, "\"" + word.text() + "\" stands here twice", "Leave one out");
      }
    }
    return literals.isEmpty() ? false : Map.of("literals", List.copyOf(literals));
  }

  private Object aliases(View view) {
    List<Map<String, Object>> all = new ArrayList<>();
    view.node()
        .mapAt("x-aliases")
        .forEach(
            (alias, word) -> {
              if (isWord(word, alias, view)) {
                all.add(
                    Map.of(
                        "alias", Text.literal(alias), "literal", Text.literal("" + word.text())));
              }
            });
    return all.isEmpty() ? false : Map.of("entries", all);
  }

  private boolean isWord(Node at, @Nullable String text, View view) {
    boolean known =
        view.words().stream().anyMatch(word -> text != null && text.equals(word.text()));
    if (!known) {
      refusals.add(
          at, "\"" + text + "\" is none of the words", "Add it to the enum, or correct it");
    }
    return known;
  }
}
