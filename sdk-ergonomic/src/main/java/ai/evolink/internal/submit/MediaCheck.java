package ai.evolink.internal.submit;

import ai.evolink.internal.media.MediaSniffer;
import ai.evolink.model.MediaRule;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks local media against the documented limits of their field before anything is sent or
 * charged.
 */
public final class MediaCheck {
  private MediaCheck() {}

  /**
   * @throws IllegalArgumentException if {@code source} cannot be read, is too large, or has a type
   *     that the field does not accept. Links are not checked, and streams only by their declared
   *     type
   */
  static void check(RequestProperty property, MediaSource source) {
    if (source.isUrl()) {
      return;
    }
    String field = property.name();
    source.path().ifPresent(path -> requireReadable(field, path));
    MediaRule rule = property.media().orElse(null);
    if (rule == null) {
      return;
    }
    long size = source.size().orElse(-1);
    if (size > rule.maxBytes()) {
      throw new IllegalArgumentException(
          field
              + " takes files of at most "
              + rule.maxBytes()
              + " bytes, but "
              + describe(source)
              + " has "
              + size);
    }
    List<String> taken = rule.types();
    String found = taken.isEmpty() ? null : formatOf(field, source, taken);
    if (found != null && !taken.contains(found)) {
      throw new IllegalArgumentException(
          field
              + " takes "
              + String.join(", ", taken)
              + ", but "
              + describe(source)
              + " is "
              + found);
    }
  }

  public static void requireReadable(String field, Path path) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(field + ": there is no file " + path.toAbsolutePath());
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IllegalArgumentException(field + ": cannot read " + path.toAbsolutePath());
    }
  }

  /**
   * {@return the media type detected from the content, or else the declared one; null if neither is
   * known}
   */
  private static @Nullable String formatOf(String field, MediaSource source, List<String> taken) {
    String declared = source.mediaType().map(MediaSniffer::bare).orElse(null);
    if (source.size().isEmpty()) {
      return declared; // a stream is opened only for its upload
    }
    try (InputStream content = source.open()) {
      String actual = MediaSniffer.typeOf(content);
      if (actual != null) {
        return actual;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(field + ": cannot read " + describe(source), e);
    }
    return taken.stream().allMatch(MediaSniffer::knows) ? "none of these by content" : declared;
  }

  static String describe(MediaSource source) {
    return source.path().map(Path::toString).orElseGet(source::toString);
  }
}
