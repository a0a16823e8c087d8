package ai.evolink;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request of a submit as it would be sent, for logs, dry runs and bug reports. Immutable;
 * contains no key.
 *
 * <p>Media that would be uploaded first appear in the body as {@code uploaded-file:name}.
 */
public final class RequestPreview {
  private final URI url;
  private final String body;
  private final @Nullable PriceEstimate price;

  RequestPreview(URI url, String body, @Nullable PriceEstimate price) {
    this.url = url;
    this.body = body;
    this.price = price;
  }

  /**
   * {@return what the request may cost; empty unless the price rules of the model have been read
   * already, by {@link Prices} or for a limit} A preview sends nothing.
   */
  public Optional<PriceEstimate> price() {
    return Optional.ofNullable(price);
  }

  /** {@return the HTTP method} */
  public String method() {
    return "POST";
  }

  /** {@return the URL of the request} */
  public URI url() {
    return url;
  }

  /** {@return the body as indented JSON} */
  public String body() {
    return body;
  }

  /**
   * {@return a command for a POSIX shell that sends the request; it takes the key from
   * EVOLINK_API_KEY}
   */
  public String toCurl() {
    return "curl --request POST \\\n  --url "
        + quote(url.toString())
        + " \\\n  --header \"Authorization: Bearer $EVOLINK_API_KEY\""
        + " \\\n  --header 'Content-Type: application/json' \\\n  --data "
        + quote(body);
  }

  /** {@return {@link #toCurl()}} */
  @Override
  public String toString() {
    return toCurl();
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
