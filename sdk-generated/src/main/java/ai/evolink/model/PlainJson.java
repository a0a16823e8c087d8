package ai.evolink.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a request as they will be in the JSON, for checks and for messages about them. */
final class PlainJson {
  /** Stands for the link that media get when they are uploaded. */
  private static final String LINK = "https://media.invalid/";

  private static final int LONGEST_TEXT_SHOWN = 60;

  private PlainJson() {}

  /** The value with media as links, and objects of generated classes as maps. */
  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof Map<?, ?> entries) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      entries.forEach((name, entry) -> copy.put(String.valueOf(name), of(entry)));
      return copy;
    }
    if (value instanceof Collection<?> items) {
      List<@Nullable Object> copy = new ArrayList<>(items.size());
      items.forEach(item -> copy.add(of(item)));
      return copy;
    }
    if (value instanceof GeneratedModel model) {
      return Codecs.forObject().toJsonValue(model.mapMedia((property, source) -> link(source)));
    }
    return value instanceof MediaSource source
        ? String.valueOf(link(source).uri().orElse(null))
        : FreeJson.copyOf(value);
  }

  private static MediaSource link(MediaSource source) {
    return source.isUrl() ? source : MediaSource.url(LINK);
  }

  /** A value in a message. */
  static String shown(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return "\"" + shortened(text.toString()) + "\"";
    }
    if (value instanceof OpenValue word) {
      return "\"" + shortened(word.value()) + "\"";
    }
    return shortened(String.valueOf(value));
  }

  /** A value in a message about its type. */
  static String described(Object json) {
    if (json instanceof Map<?, ?>) {
      return "an object";
    }
    if (json instanceof Collection<?>) {
      return "a list";
    }
    if (json instanceof CharSequence) {
      return "the string " + shown(json);
    }
    return (json instanceof Boolean ? "the boolean " : "the number ") + shown(json);
  }

  static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_TEXT_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT_SHOWN)) + "…";
  }
}
