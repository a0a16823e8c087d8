package ai.evolink.internal.http;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The secret. Deliberately not a record, and without a way to print it.
 *
 * <p>Also finds it in what others say: servers, proxies and libraries repeat what they were sent.
 */
public final class ApiKey {
  /** What is shorter can be guessed anyway. */
  private static final int SHORTEST_SECRET = 8;

  /** What stands in its place. */
  static final String HIDDEN = "[the API key]";

  /** Shorter pieces of base64 are in texts that have nothing to do with the key. */
  private static final int SHORTEST_PIECE = 8;

  /** So many parts of a failure are told without the key, and others not at all. */
  private static final int MOST_REDACTED = 50;

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  private final String authorization;
  private final boolean secret;

  /** The key as it may be written, the longest form first. */
  private final List<String> forms;

  private final List<ByteString> encodedForms;

  private ApiKey(String value) {
    this.authorization = "Bearer " + value;
    this.secret = value.length() >= SHORTEST_SECRET;
    this.forms = forms(value);
    this.encodedForms = new ArrayList<>();
    for (String form : forms) { // a stream would load thirty classes before the first call
      encodedForms.add(ByteString.encodeUtf8(form));
    }
  }

  /**
   * Makes the key from text that can be sent in a header.
   *
   * @throws IllegalArgumentException if it cannot; the message does not repeat it
   */
  public static ApiKey of(String key) {
    String trimmed = key.strip();
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException("apiKey is blank. Create a key in the Evolink dashboard.");
    }
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new IllegalArgumentException(
            "apiKey has a character at index "
                + i
                + " that cannot be sent in a header (a line break, a space or a non-ASCII"
                + " character). Copy the key again; it is not shown here.");
      }
    }
    return new ApiKey(trimmed);
  }

  private static List<String> forms(String key) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(key);
    String url = URLEncoder.encode(key, StandardCharsets.UTF_8);
    forms.add(url);
    forms.add(ESCAPE.matcher(url).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
    String json = key.replace("\\", "\\\\").replace("\"", "\\\"");
    forms.add(json);
    forms.add(json.replace("/", "\\/"));
    for (int shift = 0; shift < 3; shift++) {
      String piece = base64Piece(key, shift);
      if (piece.length() >= SHORTEST_PIECE) {
        forms.add(piece);
        forms.add(piece.replace('+', '-').replace('/', '_'));
      }
    }
    List<String> longestFirst = new ArrayList<>(forms);
    longestFirst.sort((one, other) -> Integer.compare(other.length(), one.length()));
    return List.copyOf(longestFirst);
  }

  /**
   * {@return what base64 makes of the key wherever {@code shift} bytes, and multiples of three,
   * stand before it} {@code Bearer } and user names of Basic are such. The characters at both ends
   * that depend on the neighbours are left out.
   */
  private static String base64Piece(String key, int shift) {
    byte[] bytes = ("\0".repeat(shift) + key).getBytes(StandardCharsets.US_ASCII);
    String all = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    int from = (shift * 8 + 5) / 6;
    int to = bytes.length * 8 / 6;
    return all.substring(from, Math.max(from, to));
  }

  String authorization() {
    return authorization;
  }

  /** {@return {@code text} with something harmless wherever it repeats the key} */
  public String removeFrom(String text) {
    String clean = text;
    for (String form : forms) {
      if (clean.contains(form)) {
        clean = clean.replace(form, HIDDEN);
      }
    }
    return clean;
  }

  /** Whether a body repeats the key. Reads nothing away. */
  boolean isIn(Buffer body) {
    if (!secret) {
      return false; // a key of a test, which may be any word of any answer
    }
    try {
      for (ByteString form : encodedForms) {
        if (body.indexOf(form) >= 0) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError("memory can be read", e);
    }
  }

  /**
   * {@return {@code failure}, or one that says the same without the key if it or a cause has it}
   */
  Throwable removeFrom(Throwable failure) {
    if (!isIn(failure, identities())) {
      return failure;
    }
    Set<Throwable> told = identities();
    told.add(failure);
    return new Redacted(failure, this, told);
  }

  /** {@return the same of a part of a failure; null for one that is {@code told} already} */
  private @Nullable Throwable removeFrom(@Nullable Throwable part, Set<Throwable> told) {
    if (part == null || !isIn(part, identities())) {
      return part;
    }
    return told.size() < MOST_REDACTED && told.add(part) ? new Redacted(part, this, told) : null;
  }

  /** Failures can be causes of each other, and suppress each other. */
  private boolean isIn(Throwable failure, Set<Throwable> seen) {
    for (Throwable at = failure; at != null && seen.add(at); at = at.getCause()) {
      String text = at + " " + at.getMessage();
      if (!removeFrom(text).equals(text)) {
        return true;
      }
      for (Throwable suppressed : at.getSuppressed()) {
        if (isIn(suppressed, seen)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Set<Throwable> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }

  /** Stands for a failure whose message must not be seen. */
  private static final class Redacted extends IOException {
    private static final long serialVersionUID = 1L;

    Redacted(Throwable failure, ApiKey key, Set<Throwable> told) {
      super(key.removeFrom(failure.toString()), key.removeFrom(failure.getCause(), told));
      setStackTrace(failure.getStackTrace());
      for (Throwable suppressed : failure.getSuppressed()) {
        Throwable clean = key.removeFrom(suppressed, told);
        if (clean != null) {
          addSuppressed(clean);
        }
      }
    }
  }
}
