package ai.evolink;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What the targets that read JSON have in common. */
final class FuzzJson {
  /** More numbers than those that are beyond all reason, which have a thousand digits or zeros. */
  private static final Pattern ABSURD = Pattern.compile("[eE][+-]?[0-9]{3}|[0-9.]{400}");

  private FuzzJson() {}

  /** {@return what {@code adapter} makes of {@code body}; null if it says that it cannot} */
  static <T> @Nullable T read(JsonAdapter<T> adapter, byte[] body) {
    try {
      return adapter.fromJson(new Buffer().write(body));
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }

  /**
   * {@return whether {@code body} can be written as it was read} Half a surrogate pair, which only
   * an escape can spell, has no UTF-8: it is written as a question mark. A number beyond all reason
   * is kept, and written, as its text.
   */
  static boolean isWritable(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return !text.toLowerCase(Locale.ROOT).contains("\\ud") && !ABSURD.matcher(text).find();
  }
}
