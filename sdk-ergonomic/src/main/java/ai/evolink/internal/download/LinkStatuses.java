package ai.evolink.internal.download;

import ai.evolink.internal.http.ApiStatuses;

/** What an HTTP status says about the link of a result; {@link ApiStatuses} does for calls. */
public final class LinkStatuses {
  private LinkStatuses() {}

  /** Whether the file is gone, or nobody may have it any more. */
  static boolean isDead(int status) {
    return switch (status) {
      case 401, 403, 404, 410 -> true;
      default -> false;
    };
  }

  /** Whether the same request may get the file later. */
  static boolean mayPass(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }
}
