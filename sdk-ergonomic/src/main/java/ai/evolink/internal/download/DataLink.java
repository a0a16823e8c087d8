package ai.evolink.internal.download;

import ai.evolink.internal.media.MediaSniffer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The content of a {@code data:} link. */
public final class DataLink {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  /**
   * The media type detected from the content, or else the declared one; null if neither is known.
   */
  final @Nullable String mediaType;

  final byte[] bytes;

  private DataLink(@Nullable String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  static boolean isOne(String link) {
    return link.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** {@return {@code link} without white space; null if it contains no file} */
  static @Nullable URI uri(String link) {
    try {
      URI uri = new URI(link.replaceAll("\\s", ""));
      return of(uri) == null ? null : uri;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** {@return the content; null if {@code link} contains none} */
  static @Nullable DataLink of(URI link) {
    String text = link.toString();
    int comma = text.indexOf(',');
    if (comma < 0) {
      return null;
    }
    String head = text.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
    boolean base64 = head.endsWith(BASE64);
    byte[] bytes = decoded(text.substring(comma + 1), base64);
    if (bytes == null || bytes.length == 0) {
      return null;
    }
    String told = MediaSniffer.bare(head);
    String actual = MediaSniffer.typeOf(bytes);
    return new DataLink(actual != null ? actual : told.contains("/") ? told : null, bytes);
  }

  private static byte @Nullable [] decoded(String payload, boolean base64) {
    byte[] plain = unescaped(payload);
    if (plain == null || !base64) {
      return plain;
    }
    String text = new String(plain, StandardCharsets.ISO_8859_1);
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte @Nullable [] unescaped(String text) {
    if (text.indexOf('%') < 0) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        out.write(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out.write(high << 4 | low);
      i += 2;
    }
    return out.toByteArray();
  }
}
