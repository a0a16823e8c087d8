package ai.evolink.internal.http;

import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** What it means to send a request a second time. */
public enum CallKind {
  /** Changes nothing: may be repeated at will. */
  READ,

  /**
   * Changes something and costs nothing: uploads, deletions, calling a task off. A repeat would
   * store a file twice, or find gone what the first had deleted, so only what was not taken is sent
   * again.
   */
  CHANGE,

  /** May buy something: never sent again unless the service provably did not take it. */
  SUBMIT;

  private static final Pattern CALLS_OFF = Pattern.compile("/v1/tasks/[^/]+/cancel$");

  static CallKind of(Request request, Hosts hosts) {
    return switch (request.method().toUpperCase(Locale.ROOT)) {
      case "GET", "HEAD" -> READ;
      case "DELETE" -> CHANGE;
      default -> mayBuy(request.url(), hosts) ? SUBMIT : CHANGE;
    };
  }

  /** Whatever is not known to be free: the endpoints of tomorrow have prices too. */
  private static boolean mayBuy(HttpUrl url, Hosts hosts) {
    return hosts.mayHaveKey(url) && !hosts.isFiles(url) && !callsOff(url);
  }

  private static boolean callsOff(HttpUrl url) {
    // Most calls are told by their end, without a copy of the path.
    return url.pathSegments().get(url.pathSize() - 1).equals("cancel")
        && CALLS_OFF.matcher(url.encodedPath()).find();
  }
}
