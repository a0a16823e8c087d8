package ai.evolink.bulk;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Names that callers give. */
final class Names {
  private Names() {}

  static void require(String what, String name, int longest) {
    Objects.requireNonNull(name, what);
    if (name.isBlank()
        || name.length() > longest
        || name.chars().anyMatch(Character::isISOControl)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException(
          what
              + " must be text of at most "
              + longest
              + " characters without control characters, but was \""
              + (name.length() > 100 ? name.substring(0, 100) + "…" : name)
                  .replaceAll("\\p{Cntrl}", "?")
              + "\"");
    }
  }
}
