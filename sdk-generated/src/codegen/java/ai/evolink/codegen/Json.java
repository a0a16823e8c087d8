package ai.evolink.codegen;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON of maps, lists, texts and booleans; the same bytes for the same document. */
final class Json {
  private Json() {}

  static String of(Object value) {
    StringBuilder json = new StringBuilder();
    write(json, value);
    return json.append('\n').toString();
  }

  private static void write(StringBuilder json, Object value) {
    if (value instanceof Map<?, ?> map) {
      // Map.of has an order of its own in each JVM.
      Map<String, Object> sorted = new TreeMap<>();
      boolean ordered = map instanceof java.util.LinkedHashMap;
      map.forEach((name, member) -> sorted.put((String) name, member));
      Iterator<? extends Map.Entry<?, ?>> entries = (ordered ? map : sorted).entrySet().iterator();
      json.append('{');
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        text(json, (String) entry.getKey());
        json.append(':');
        write(json, entry.getValue());
        json.append(entries.hasNext() ? "," : "");
      }
      json.append("}\n");
    } else if (value instanceof List<?> list) {
      json.append('[');
      for (int i = 0; i < list.size(); i++) {
        json.append(i == 0 ? "" : ",");
        write(json, list.get(i));
      }
      json.append(']');
    } else if (value instanceof Boolean) {
      json.append(value);
    } else {
      text(json, (String) value);
    }
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
