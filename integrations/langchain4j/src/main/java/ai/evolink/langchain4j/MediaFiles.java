package ai.evolink.langchain4j;

import ai.evolink.Artifact;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.model.MediaSource;
import dev.langchain4j.data.image.Image;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures and sounds on their way in and out. */
final class MediaFiles {
  private MediaFiles() {}

  /**
   * {@return {@code image} for a request; what is no link is uploaded before the submit}
   *
   * @param option what the caller gave it as, for messages
   */
  static MediaSource source(@Nullable Image image, String option) {
    if (image == null) {
      throw new IllegalArgumentException(option + " is required, but is null");
    }
    if (image.base64Data() != null) {
      byte[] bytes = decoded(image.base64Data(), option);
      return MediaSource.bytes(bytes, mediaType(image.mimeType(), bytes, option));
    }
    if (image.url() == null) {
      throw new IllegalArgumentException(option + " has neither a url nor base64Data");
    }
    return MediaSource.url(image.url());
  }

  private static byte[] decoded(String base64, String option) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ".base64Data is no Base64: " + e.getMessage(), e);
    }
  }

  private static String mediaType(@Nullable String told, byte[] bytes, String option) {
    if (told != null && !told.isBlank()) {
      return told;
    }
    try {
      String seen = URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(bytes));
      if (seen != null && seen.startsWith("image/")) {
        return seen;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // from an array
    }
    throw new IllegalArgumentException(
        option + ".mimeType is required with such base64Data, for instance image/webp");
  }

  /** {@return the files of a paid task} There is at least one. */
  static List<Artifact> of(Generation made) {
    if (made.artifacts().isEmpty()) {
      throw Failures.unread(made, "Task " + made.task().id() + " made no file", null);
    }
    return made.artifacts();
  }

  static byte[] read(Generation made, Artifact file) {
    try (InputStream content = file.open()) {
      return content.readAllBytes();
    } catch (IOException | EvolinkException e) {
      throw Failures.unread(made, "A result could not be read: " + e.getMessage(), e);
    }
  }
}
