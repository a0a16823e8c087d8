package ai.evolink.internal.http;

import ai.evolink.internal.Access;
import ai.evolink.internal.text.OneLine;
import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The content of a refusal in any of its forms: the documented envelopes with a textual or a
 * numeric code, a string instead of the error object, {@code success: false} of the files service,
 * HTML, or nothing.
 */
public final class ErrorBody {
  private static final int EXCERPT_CHARS = 300;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  final @Nullable String code;
  final @Nullable String message;
  final @Nullable String type;
  final @Nullable String param;
  final @Nullable String suggestion;
  final @Nullable String requestId;

  /** Whose limit it is; {@code mcp} for that of a sign-in by browser. */
  final @Nullable String limitScope;

  final @Nullable String raw;

  /**
   * True if this is one of the documented bodies, written by the service itself and not by a proxy
   * or gateway in between.
   */
  final boolean envelope;

  private ErrorBody(@Nullable Map<?, ?> root, @Nullable String raw) {
    Object error = root == null ? null : root.get("error");
    Map<?, ?> detail = error instanceof Map<?, ?> map ? map : Map.of();
    boolean described = root != null && root.get("error_description") instanceof String;
    this.code =
        text(
            detail.get("code"),
            root == null ? null : root.get("code"),
            described && error instanceof String ? error : null);
    this.message =
        text(
            detail.get("message"),
            root == null ? null : root.get("error_description"),
            error instanceof String ? error : null,
            root == null ? null : root.get("msg"),
            root == null ? null : root.get("message"));
    this.type = text(detail.get("type"));
    this.param = text(detail.get("param"));
    this.suggestion =
        text(
            detail.get("fallback_suggestion"),
            detail.get("suggestion"),
            root == null ? null : root.get("fallback_suggestion"));
    this.requestId = text(detail.get("request_id"), root == null ? null : root.get("request_id"));
    this.limitScope = text(detail.get("limit_scope"));
    this.envelope =
        (!detail.isEmpty() && (code != null || type != null || message != null))
            || (root != null && Boolean.FALSE.equals(root.get("success")));
    this.refusal = envelope || error instanceof String || ApiStatuses.isFailure(code);
    this.raw = raw;
  }

  /** Whether this is the word of somebody who refuses, in whatever form. */
  private final boolean refusal;

  /** {@return what parsed JSON says, that of a failed task for instance} */
  public static ErrorBody of(Map<?, ?> root) {
    return new ErrorBody(root, null);
  }

  public @Nullable String code() {
    return code;
  }

  public @Nullable String message() {
    return message;
  }

  public @Nullable String type() {
    return type;
  }

  public @Nullable String suggestion() {
    return suggestion;
  }

  /** Whether a body that came with a 200 refuses all the same. */
  boolean isRefusal() {
    return refusal;
  }

  /** Reads {@code raw}, which the transport has already cut to a bounded size. Never fails. */
  static ErrorBody parse(String raw, JsonAdapter<Object> json) {
    if (raw.isEmpty()) {
      return new ErrorBody(null, null);
    }
    try {
      String text = raw.startsWith(BYTE_ORDER_MARK) ? raw.substring(1) : raw;
      Object root = json.fromJson(new Buffer().writeUtf8(text));
      return new ErrorBody(root instanceof Map<?, ?> map ? map : null, raw);
    } catch (IOException | RuntimeException e) {
      return new ErrorBody(null, raw); // not JSON: the page of a proxy, or JSON that was cut
    }
  }

  Access.Refusal facts() {
    return new Access.Refusal(code, type, param, suggestion, message, raw, excerpt());
  }

  /** {@return the body on one line, cut to a length that fits a message; null if it was empty} */
  @Nullable String excerpt() {
    if (raw == null) {
      return null;
    }
    String line = OneLine.of(raw);
    return line.isEmpty() ? null : OneLine.cut(line, EXCERPT_CHARS);
  }

  private static @Nullable String text(@Nullable Object... candidates) {
    for (Object candidate : candidates) {
      if (candidate instanceof String s && !s.isBlank()) {
        return s;
      }
      if (candidate instanceof Number n) {
        return n.toString();
      }
    }
    return null;
  }
}
