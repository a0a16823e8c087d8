package ai.evolink;

import ai.evolink.internal.Access;
import ai.evolink.internal.http.ApiStatuses;
import ai.evolink.internal.text.OneLine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service refused a call: it answered with an HTTP status outside 2xx, or with {@code success:
 * false} inside a 200.
 *
 * <p>Branch on {@link #statusCode()} first: for the same status, the documentation gives different
 * {@link #code() codes} and types on different endpoints.
 */
public final class ApiException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final int statusCode;
  private final @Nullable String code;
  private final @Nullable String type;
  private final @Nullable String param;
  private final @Nullable String suggestion;
  private final @Nullable String serverMessage;
  private final @Nullable String body;
  private final @Nullable Duration retryAfter;

  ApiException(String call, int statusCode, Access.Refusal error, Access.Verdict verdict) {
    super(
        message(call, statusCode, error, verdict.requestId()),
        null,
        verdict.charge(),
        verdict.retryable(),
        verdict.requestId(),
        verdict.nextStep());
    this.statusCode = statusCode;
    this.code = error.code();
    this.type = error.type();
    this.param = error.param();
    this.suggestion = error.suggestion();
    this.serverMessage = error.message();
    this.body = error.body();
    this.retryAfter = verdict.retryAfter();
  }

  private static String message(
      String call, int status, Access.Refusal error, @Nullable String requestId) {
    StringBuilder out = new StringBuilder("Evolink refused ").append(call).append(": HTTP ");
    out.append(status);
    if (error.code() != null && !error.code().equals(Integer.toString(status))) {
      out.append(' ').append(OneLine.of(error.code(), 80));
    }
    String said = error.message() != null ? OneLine.of(error.message(), 500) : null;
    if (said == null) {
      String excerpt = error.excerpt();
      said = excerpt == null ? "(empty body)" : excerpt;
    }
    out.append(": ").append(said);
    if (error.param() != null) {
      out.append(" (parameter ").append(OneLine.of(error.param(), 80)).append(')');
    }
    if (error.suggestion() != null) {
      out.append(" (").append(OneLine.of(error.suggestion(), 200)).append(')');
    }
    if (requestId != null) {
      out.append(" [request ").append(OneLine.of(requestId, 80)).append(']');
    }
    return out.append('.').toString().replace("..", ".");
  }

  /** {@return the HTTP status, or the one that a refusal inside a 200 stands for; 0 if unknown} */
  int meantStatus() {
    return statusCode == 200 ? ApiStatuses.meantBy(code, type) : statusCode;
  }

  /** {@return the HTTP status; 200 where the service reports a failure inside a 200} */
  public int statusCode() {
    return statusCode;
  }

  /** {@return the business code, for instance {@code insufficient_quota}; numbers as text} */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /** {@return the class of error, for instance {@code authentication_error}; empty if not given} */
  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  /** {@return the request parameter at fault; empty if not given} */
  public Optional<String> param() {
    return Optional.ofNullable(param);
  }

  /**
   * {@return whether the service refuses the model, and not the key: its id is unknown, or the key
   * may not use it} The service gives the same answer to both.
   */
  public boolean isAboutModel() {
    return ApiStatuses.isAboutModel(meantStatus(), code, param);
  }

  /** {@return the suggestion of the service; empty if it gave none} */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }

  /**
   * {@return the message of the service, without the text that the SDK adds} For people to read;
   * its wording may change.
   */
  public Optional<String> serverMessage() {
    return Optional.ofNullable(serverMessage);
  }

  /** {@return the body as it was received, cut to 64 KiB; empty if there was none} */
  public Optional<String> body() {
    return Optional.ofNullable(body);
  }

  /** {@return how long the service asks to wait, at most a day; empty if it does not say} */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
