package ai.evolink.codegen;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The members that an object of the document may have, and what may stand in each. */
final class Allowed {
  /** What a value has to be, in words and as a check. */
  record Shape(String words, Predicate<Node> fits) {}

  static final Shape ANY = new Shape("anything", node -> true);
  static final Shape TEXT = new Shape("a text", Node::isText);
  static final Shape FLAG = new Shape("true or false", Node::isFlag);
  static final Shape NUMBER = new Shape("a number", Node::isNumber);
  static final Shape COUNT =
      new Shape(
          "a whole number from 0 to 2147483647",
          node ->
              node.isInteger()
                  && node.number().signum() >= 0
                  && node.number().compareTo(java.math.BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0);
  static final Shape OBJECT = new Shape("an object", Node::isMap);
  static final Shape LIST = new Shape("a list", Node::isList);
  static final Shape TEXTS =
      new Shape("a list of texts", node -> node.isList() && all(node.list(), Node::isText));
  static final Shape WORDS =
      new Shape(
          "an object of texts", node -> node.isMap() && all(node.map().values(), Node::isText));
  static final Shape LINK =
      new Shape(
          "an http or https address",
          node ->
              node.isText()
                  && String.valueOf(node.text()).matches("https?://[\\w.~:/?#%&=+,;@!$*()-]+"));
  static final Shape MEMBER =
      new Shape(
          "a Java name for a member",
          node -> node.isText() && ("" + node.text()).equals(Names.member("" + node.text())));
  static final Shape PATTERN = new Shape("a pattern that Java can compile", Allowed::compiles);

  private final String owner;
  private final Map<String, Shape> members;

  private Allowed(String owner, Map<String, Shape> members) {
    this.owner = owner;
    this.members = members;
  }

  static Shape word(String... words) {
    return new Shape(
        words.length == 1 ? "\"" + words[0] + "\"" : "one of " + String.join(", ", words),
        node -> node.isText() && Arrays.asList(words).contains(node.text()));
  }

  static Allowed in(String owner, Map<String, Shape> members) {
    return new Allowed(owner, members);
  }

  /** Refuses what is not allowed; whether the node is an object at all. */
  boolean check(Node node, Refusals refusals) {
    if (!node.isMap()) {
      refusals.add(
          node, owner + " must be an object, but is " + node.kind(), "Write it as an object");
      return false;
    }
    node.map()
        .forEach(
            (name, value) -> {
              Shape shape = members.get(name);
              if (shape == null) {
                refusals.add(value, "\"" + name + "\" is not handled in " + owner, remedy(name));
              } else if (!shape.fits.test(value)) {
                refusals.add(
                    value,
                    "\"" + name + "\" must be " + shape.words + ", but is " + shown(value),
                    "Correct the value");
              }
            });
    return true;
  }

  private String remedy(String name) {
    String near = nearest(name, members.keySet());
    if (near != null) {
      return "Did you mean \"" + near + "\"";
    }
    return name.startsWith("x-")
        ? "Leave it out; the extensions that mean something are listed in spec/README.md"
        : "Leave it out, and say what it means in the description";
  }

  private static String shown(Node node) {
    if (node.isMap() || node.isList()) {
      return node.kind();
    }
    return node.isText() ? "\"" + node.text() + "\"" : "" + node.value();
  }

  private static boolean all(Collection<Node> nodes, Predicate<Node> fits) {
    return nodes.stream().allMatch(fits);
  }

  private static boolean compiles(Node node) {
    try {
      return node.isText() && Pattern.compile(String.valueOf(node.text())) != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** The word that differs by a slip; null if there is none. */
  static @Nullable String nearest(String word, Set<String> words) {
    for (String candidate : new TreeSet<>(words)) {
      if (distance(word, candidate) <= Math.min(2, (candidate.length() + 1) / 3)) {
        return candidate;
      }
    }
    return null;
  }

  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    Arrays.setAll(before, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(before[j - 1] + change, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[b.length()];
  }
}
