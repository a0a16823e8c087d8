package ai.evolink.internal.http;

import ai.evolink.Charge;
import ai.evolink.internal.download.LinkStatuses;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP status of the service means for the call that it answers: what that has cost,
 * whether it may be made again, and what to do. What a status means for a wait is for {@code
 * PollFailure} to say, and for the link of a result, {@link LinkStatuses}.
 */
public final class ApiStatuses {
  /** Code, seen in client code only, of a refusal that does not know itself what it has cost. */
  static final String PAID_OUTCOME_UNKNOWN = "paid_outcome_unknown";

  private ApiStatuses() {}

  /**
   * What a refused submit has cost.
   *
   * @param code the business code of a body of the service's own
   */
  static Charge chargeOfSubmit(int status, @Nullable String code) {
    if (PAID_OUTCOME_UNKNOWN.equals(code)) {
      return Charge.UNKNOWN;
    }
    return switch (status) {
      case 307, 308 -> Charge.NONE; // to be sent elsewhere, which nobody did
      case 408, 409, 425, 499 -> Charge.UNKNOWN; // this, or an earlier one, may be on its way
      case 503 -> Charge.NONE; // no channel for the model: not taken
      default -> status >= 400 && status < 500 ? Charge.NONE : Charge.UNKNOWN;
    };
  }

  /**
   * Whether the answer proves that the service did not take the request.
   *
   * @param worded whether the answer has a body of the service's own that says nothing else
   */
  static boolean isSurelyNotTaken(int status, boolean worded) {
    return status == 429 || (status == 503 && worded);
  }

  /**
   * Whether the service says that it cannot call a task off: there is no such endpoint, no such
   * method, or the task is beyond it.
   */
  static boolean isRefusedCancel(int status) {
    return switch (status) {
      case 400, 404, 405, 409 -> true;
      default -> false;
    };
  }

  /** Whether the same call may succeed later, by the documentation's advice for each status. */
  static boolean isRetryable(int status) {
    return switch (status) {
      case 408, 425, 429, 500, 502, 503, 504 -> true;
      default -> isOfTheEdge(status);
    };
  }

  /** Whether a content delivery network speaks, which could not reach the server behind it. */
  public static boolean isOfTheEdge(int status) {
    return status >= 520 && status <= 530;
  }

  static String nextStep(int status, @Nullable Duration retryAfter, Charge charge) {
    if (charge == Charge.UNKNOWN) {
      return "It may have been charged: look for the task in the dashboard before you submit again.";
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
