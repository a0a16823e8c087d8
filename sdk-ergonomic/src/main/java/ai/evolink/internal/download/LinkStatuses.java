package ai.evolink.internal.download;

import ai.evolink.internal.http.ApiStatuses;

/** Interprets the HTTP status of a result link; {@link ApiStatuses} does so for calls. */
public final class LinkStatuses {
  private LinkStatuses() {}

  /** Whether the file is gone, or is no longer accessible. */
  static boolean isDead(int status) {
    return switch (status) {
      case 401, 403, 404, 410 -> true;
      default -> false;
    };
  }

  /** Whether the same request may succeed later. */
  static boolean mayPass(int status) {
    return switch (status) {
      case 408, 425, 429, 500, 502, 503, 504 -> true;
      default -> ApiStatuses.isOfTheEdge(status);
    };
  }

  /** Whether a file that was made moments ago may not be available at its link yet. */
  static boolean mayBeEarly(int status) {
    return status == 403 || status == 404;
  }
}
