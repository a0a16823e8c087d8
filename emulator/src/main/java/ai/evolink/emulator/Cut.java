package ai.evolink.emulator;

import java.util.Locale;

/**
 * The moment at which a {@link Fault} cuts the connection. A cut is a TCP reset: the client sees an
 * I/O error, not an orderly end.
 */
public enum Cut {
  /** As soon as the connection is open; the emulator reads nothing of the request. */
  ON_CONNECT,
  /** When the head of the request has been read, and nothing of its body. */
  BEFORE_BODY,
  /** When about half of the body has been read; without a body, when the head has. */
  DURING_BODY,
  /**
   * When the whole request has been read, before a byte of the answer. Nothing has come of the
   * request, unless the fault strikes {@linkplain Fault#afterProcessing() after processing}.
   */
  AFTER_REQUEST,
  /** In the middle of the head of the answer: the request has been processed. */
  DURING_RESPONSE_HEADERS,
  /** In the middle of the body of the answer: the request has been processed. */
  DURING_RESPONSE_BODY;

  /** What the control API calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it comes before the emulator has the whole request. */
  boolean comesBeforeTheWholeRequest() {
    return compareTo(AFTER_REQUEST) < 0;
  }

  /** Whether part of the answer has left, so that the request must have been processed. */
  boolean needsAnAnswer() {
    return compareTo(AFTER_REQUEST) > 0;
  }
}
