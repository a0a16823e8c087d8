package ai.evolink.internal.price;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, of which something is expected. */
final class Json {
  private final Map<?, ?> members;
  private final String what;

  private Json(Map<?, ?> members, String what) {
    this.members = members;
    this.what = what;
  }

  /**
   * @param what it is, for messages
   * @throws UnpricedException if it is no object
   */
  static Json of(@Nullable Object json, String what) {
    if (json instanceof Map<?, ?> members) {
      return new Json(members, what);
    }
    throw new UnpricedException(what + " is not an object");
  }

  @Nullable Object get(String name) {
    return members.get(name);
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    members.keySet().forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  String text(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new UnpricedException(what + " has no text \"" + name + "\"");
  }

  String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  List<?> list(String name) {
    if (members.get(name) instanceof List<?> list) {
      return list;
    }
    throw new UnpricedException(what + " has no list \"" + name + "\"");
  }

  List<?> listOrNone(String name) {
    return has(name) ? list(name) : List.of();
  }

  Fraction decimal(String name) {
    Fraction value = Fraction.parse(text(name));
    if (value == null) {
      throw new UnpricedException(what + " has no decimal \"" + name + "\"");
    }
    return value;
  }
}
