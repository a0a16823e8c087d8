package ai.evolink.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of JSON, one object a line. */
final class JsonRows implements RawRows {
  private final BufferedReader text;
  private final String name;
  private int line;

  JsonRows(BufferedReader text, String name) {
    this.text = text;
    this.name = name;
  }

  @Override
  public @Nullable Raw next() {
    try {
      for (String read = text.readLine(); read != null; read = text.readLine()) {
        line++;
        if (!read.isBlank()) {
          return row(read);
        }
      }
      return null;
    } catch (IOException e) {
      throw BatchInput.unreadable(name, e);
    }
  }

  private Raw row(String read) {
    String place = "line " + line;
    if (!(Json.parse(read).orElse(null) instanceof Map<?, ?> members)) {
      return Raw.unreadable(place, true, "is not a JSON object");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    members.forEach(
        (key, value) -> {
          if (value != null) {
            values.put((String) key, value);
          }
        });
    return new Raw(place, values, true, null);
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
