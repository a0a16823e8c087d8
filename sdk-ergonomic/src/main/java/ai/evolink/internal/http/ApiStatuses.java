package ai.evolink.internal.http;

import ai.evolink.Charge;
import ai.evolink.internal.text.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Interprets the HTTP status of an answer to a call: whether the call may have been charged,
 * whether it may be retried, and what the caller should do next. {@code PollFailure} decides what a
 * status means for a wait, and {@code LinkStatuses} what it means for the link of a result.
 */
public final class ApiStatuses {
  private ApiStatuses() {}

  /**
   * {@return whether a refused submit may have been charged} The status decides. A code outweighs
   * it that proves that nothing was, and so does one that says or means that something may have
   * been.
   *
   * @param code the business code of an error body written by the service itself
   */
  static Charge chargeOfSubmit(int status, @Nullable String code) {
    if (ErrorCodes.isUncertain(code)) {
      return Charge.UNKNOWN;
    }
    if (ErrorCodes.isSurelyUnpaid(code)) {
      return Charge.NONE;
    }
    int told = code == null ? 0 : meantByCode(code);
    return told != 0 && chargeOf(told) == Charge.UNKNOWN ? Charge.UNKNOWN : chargeOf(status);
  }

  private static Charge chargeOf(int status) {
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
   * @param error the body of a 429 or 503
   */
  static boolean isSurelyNotTaken(int status, ErrorBody error) {
    return (status == 429 || (status == 503 && error.envelope))
        && chargeOfSubmit(status, error.code) == Charge.NONE;
  }

  /** Whether {@link #isSurelyNotTaken} depends on the body. */
  static boolean mayBeNotTaken(int status) {
    return status == 429 || status == 503;
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

  /** Whether the same call may succeed later, as the status or the code says. */
  static boolean isRetryable(int status, @Nullable String code) {
    return isRetryable(status) || ErrorCodes.isDaily(code);
  }

  /** Whether the same call may succeed soon, according to the documentation of each status. */
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

  /** Whether a refusal is about the model, and not about the key. */
  public static boolean isAboutModel(int status, @Nullable String code, @Nullable String param) {
    return ErrorCodes.isAboutModel(status, code, param);
  }

  /** Whether {@code code} is the number of a status that refuses. */
  static boolean isFailure(@Nullable String code) {
    return code != null && code.length() == 3 && (code.charAt(0) == '4' || code.charAt(0) == '5');
  }

  /**
   * {@return the HTTP status that a refusal has where it does not come as HTTP 200; 0 if neither
   * its code nor its type is known}
   */
  public static int meantBy(@Nullable String code, @Nullable String type) {
    int byCode = code == null ? 0 : meantByCode(code);
    return byCode != 0 || type == null ? byCode : meantByType(type);
  }

  private static int meantByCode(String code) {
    if (!isFailure(code)) {
      return ErrorCodes.status(code);
    }
    try {
      return Integer.parseInt(code);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static int meantByType(String type) {
    return switch (type) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "insufficient_quota", "insufficient_quota_error", "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "request_too_large_error" -> 413;
      case "rate_limit_error" -> 429;
      case "api_error", "internal_server_error", "server_error" -> 500;
      case "upstream_error", "bad_gateway_error" -> 502;
      case "service_unavailable_error", "overloaded_error" -> 503;
      case "timeout_error" -> 524;
      default -> 0;
    };
  }

  /**
   * {@return what to do about a refusal}
   *
   * @param error what it says; null to go by its status alone
   */
  static String nextStep(
      int status, @Nullable ErrorBody error, @Nullable Duration retryAfter, Charge charge) {
    if (charge == Charge.UNKNOWN) {
      return "It may have been charged: look for the task in the dashboard before you submit"
          + " again.";
    }
    String byCode = error == null ? null : ErrorCodes.nextStep(error.code, error.limitScope);
    if (byCode != null) {
      return byCode;
    }
    if (error != null && ErrorCodes.isAboutModel(status, error.code, error.param)) {
      return "Check the model id, or allow the model for this key in the Evolink dashboard.";
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
              : "Slow down and try again in " + Durations.words(retryAfter) + ".";
      default ->
          status >= 500
              ? "Try again later; if it lasts, ask support with the request id."
              : status >= 300 && status < 400
                  ? "Check the base URL; the service redirects nowhere."
                  : "See the message.";
    };
  }
}
