package ai.evolink.codegen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows references to components that are no schemas. */
final class References {
  private static final Pattern REFERENCE =
      Pattern.compile("#/components/(responses|parameters|requestBodies|headers)/([^/]+)");

  private final Node root;
  private final Refusals refusals;

  References(Node root, Refusals refusals) {
    this.root = root;
    this.refusals = refusals;
  }

  /** The node itself, or what it refers to; null if that is nowhere. */
  @Nullable Node resolve(@Nullable Node node) {
    Node current = node;
    for (int steps = 0; current != null && current.has("$ref"); steps++) {
      String reference = String.valueOf(current.textAt("$ref"));
      Matcher matcher = REFERENCE.matcher(reference);
      Node target = null;
      if (matcher.matches() && steps < 10) {
        Node components = root.get("components");
        target =
            components == null
                ? null
                : components
                    .mapAt(matcher.group(1))
                    .get(matcher.group(2).replace("~1", "/").replace("~0", "~"));
      }
      if (target == null) {
        refusals.add(
            current, "there is no component " + reference, "References stay inside the file");
      }
      current = target;
    }
    return current;
  }
}
