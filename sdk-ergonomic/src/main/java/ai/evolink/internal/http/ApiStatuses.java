package ai.evolink.internal.http;

import ai.evolink.Charge;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Interprets the HTTP status of an answer to a call: whether the call may have been charged,
 * whether it may be retried, and what the caller should do next. {@code PollFailure} decides what a
 * status means for a wait, and {@code LinkStatuses} what it means for the link of a result.
 */
public final class ApiStatuses {
  /**
   * The error code of a refusal that does not know whether the submit was charged. It appears in
   * client code only and is not documented.
   */
  static final String PAID_OUTCOME_UNKNOWN = "paid_outcome_unknown";

  private ApiStatuses() {}

  /**
   * {@return whether a refused submit may have been charged}
   *
   * @param code the business code of an error body written by the service itself
   */
  static Charge chargeOfSubmit(int status, @Nullable String code) {
    if (PAID_OUTCOME_UNKNOWN.equals(code)) {
      return Charge.UNKNOWN;
    }
    return switch (status) {
      case 307, 308 -> Charge.NONE; // a redirect, which was not followed
      case 408, 409, 425, 499 -> Charge.UNKNOWN; // this or an earlier request may be in progress
      case 503 -> Charge.NONE; // no channel for the model: not accepted
      default -> status >= 400 && status < 500 ? Charge.NONE : Charge.UNKNOWN;
    };
  }

  /**
   * Whether the answer proves that the service did not accept the request.
   *
   * @param worded whether the answer has an error body written by the service itself that does not
   *     say otherwise
   */
  static boolean isSurelyNotTaken(int status, boolean worded) {
    return status == 429 || (status == 503 && worded);
  }

  /**
   * Whether the service says that it cannot cancel a task: it has no such endpoint or method, or
   * the task can no longer be cancelled.
   */
  static boolean isRefusedCancel(int status) {
    return switch (status) {
      case 400, 404, 405, 409 -> true;
      default -> false;
    };
  }

  /** Whether the same call may succeed later, according to the documentation of each status. */
  static boolean isRetryable(int status) {
    return switch (status) {
      case 408, 425, 429, 500, 502, 503, 504 -> true;
      default -> isOfTheEdge(status);
    };
  }

  /**
   * Whether the status comes from a content delivery network that could not reach the server behind
   * it.
   */
  public static boolean isOfTheEdge(int status) {
    return status >= 520 && status <= 530;
  }

  static String nextStep(int status, @Nullable Duration retryAfter, Charge charge) {
    if (charge == Charge.UNKNOWN) {
      return "It may have been charged: look for the task in the dashboard before you submit"
          + " again.";
    }
    return switch (status) {
      case 400, 422 -> "Correct the request; the message names what is wrong.";
      case 401 -> "Check the API key (environment variable EVOLINK_API_KEY).";
      case 402 -> "Top up the account, or raise the limit of the key, in the Evolink dashboard.";
      case 403 -> "Allow it for this key in the Evolink dashboard, or use another key or model.";
      case 404 -> "Check the id and the base URL; tasks and files expire.";
      case 413 -> "Send something smaller.";
      case 429 ->
          retryAfter == null
              ? "Slow down and try again."
              : "Slow down and try again in " + retryAfter.toSeconds() + " s.";
      default ->
          status >= 500
              ? "Try again later; if it lasts, ask support with the request id."
              : status >= 300 && status < 400
                  ? "Check the base URL; the service redirects nowhere."
                  : "See the message.";
    };
  }
}
