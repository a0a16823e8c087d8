package ai.evolink.internal.http;

import ai.evolink.internal.text.OneLine;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.Set;
import okio.Buffer;

/**
 * JSON in a form that is safe to log: its structure, its numbers, and the few strings that are
 * known to be harmless. Any other string may be a prompt, a link that gives access to a file, or
 * base64, so only its length is shown.
 */
public final class LogText {
  private static final int LONGEST = 2_000;
  private static final int LONGEST_WORD = 64;

  private static final Set<String> SHOWN =
      Set.of(
          "aspect_ratio",
          "billing_rule",
          "code",
          "file_id",
          "id",
          "mime_type",
          "mode",
          "model",
          "object",
          "output_format",
          "param",
          "quality",
          "request_id",
          "resolution",
          "size",
          "status",
          "task_id",
          "type",
          "user_group");

  private final StringBuilder out = new StringBuilder();

  private LogText() {}

  static String ofJson(Buffer json) {
    long bytes = json.size();
    LogText text = new LogText();
    try {
      text.value("", JsonReader.of(json));
      return OneLine.cut(text.out.toString(), LONGEST);
    } catch (IOException | RuntimeException e) {
      return "(not JSON, " + bytes + " bytes)";
    }
  }

  private void value(String name, JsonReader reader) throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        reader.beginObject();
        String separator = "{";
        while (reader.hasNext()) {
          String member = reader.nextName();
          out.append(separator).append(OneLine.of(member, LONGEST_WORD)).append(": ");
          value(member, reader);
          separator = ", ";
        }
        reader.endObject();
        out.append(separator.equals("{") ? "{}" : "}");
      }
      case BEGIN_ARRAY -> {
        reader.beginArray();
        String separator = "[";
        while (reader.hasNext()) {
          out.append(separator);
          value(name, reader);
          separator = ", ";
        }
        reader.endArray();
        out.append(separator.equals("[") ? "[]" : "]");
      }
      case STRING -> text(name, reader.nextString());
      case NUMBER -> out.append(OneLine.cut(reader.nextString(), LONGEST_WORD));
      case BOOLEAN -> out.append(reader.nextBoolean());
      default -> {
        reader.skipValue();
        out.append("null");
      }
    }
  }

  private void text(String name, String text) {
    if (SHOWN.contains(name) && isWord(text)) {
      out.append(text);
    } else {
      out.append('(').append(text.length()).append(" characters)");
    }
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_WORD
        && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
