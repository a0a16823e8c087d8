package ai.evolink.internal.submit;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.Request;

/** Checks the headers that a caller adds to a submit. */
public final class Headers {
  private static final String IDEMPOTENCY_KEY = "idempotency-key";

  /** What the SDK or OkHttp sets, and what would change how the body is read. */
  private static final Set<String> OWN =
      Set.of(
          "authorization",
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "te",
          "transfer-encoding",
          "upgrade");

  private Headers() {}

  /**
   * Checks a header.
   *
   * @throws IllegalArgumentException if the header cannot be sent or is one of the SDK's own; the
   *     message does not repeat the value
   */
  public static void check(String name, String value) {
    if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("The header " + name + " is set by the SDK");
    }
    try {
      new Request.Builder().url("http://localhost").header(name, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The header \"" + name + "\" has a name or a value that cannot be sent in a header");
    }
  }

  /**
   * Checks the headers of a submit with an order id.
   *
   * @throws IllegalArgumentException if {@code headers} has an idempotency key
   */
  public static void refuseIdempotencyKey(Map<String, String> headers) {
    if (headers.keySet().stream().anyMatch(IDEMPOTENCY_KEY::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "A submit with an order id must not set Idempotency-Key: what the service does with it"
              + " is unknown, and the order id does what it is for");
    }
  }
}
