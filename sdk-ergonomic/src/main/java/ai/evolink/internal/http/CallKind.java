package ai.evolink.internal.http;

import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** The kind of a call, which decides whether it may be sent a second time. */
public enum CallKind {
  /** Changes nothing: may always be retried. */
  READ,

  /**
   * Changes something but costs nothing: uploads, deletions, cancelling a task. A repetition would
   * store a file twice, or fail to find what the first request deleted, so only a request that was
   * not accepted is sent again.
   */
  CHANGE,

  /** May be charged: never sent again unless the service provably did not accept it. */
  SUBMIT;

  private static final Pattern CALLS_OFF = Pattern.compile("/v1/tasks/[^/]+/cancel$");

  static CallKind of(Request request, Hosts hosts) {
    return switch (request.method().toUpperCase(Locale.ROOT)) {
      case "GET", "HEAD" -> READ;
      case "DELETE" -> CHANGE;
      default -> mayBuy(request.url(), hosts) ? SUBMIT : CHANGE;
    };
  }

  /** Every call that is not known to be free may be charged: new endpoints have prices too. */
  private static boolean mayBuy(HttpUrl url, Hosts hosts) {
    return hosts.mayHaveKey(url) && !hosts.isFiles(url) && !callsOff(url);
  }

  private static boolean callsOff(HttpUrl url) {
    // The last segment excludes most calls without building the encoded path.
    return url.pathSegments().get(url.pathSize() - 1).equals("cancel")
        && CALLS_OFF.matcher(url.encodedPath()).find();
  }
}
