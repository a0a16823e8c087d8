package ai.evolink.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A documented "no". The body is the example that the spec gives for the operation and status, so
 * the shapes (string code, integer code, {@code success: false}) are those of the operation; a
 * message can be made more telling than the example's.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String FILES = "/api/v1/files/";

  private final int status;
  private final transient ObjectNode body;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  private Refusal(int status, ObjectNode body) {
    super("HTTP " + status, null, false, false);
    this.status = status;
    this.body = body;
  }

  /** The refusal that the spec documents, or one of the same family if it documents none. */
  static Refusal of(Operation operation, int status) {
    return operation
        .example(status)
        .map(example -> new Refusal(status, example))
        .orElseGet(() -> like(operation, status));
  }

  /** One that is not documented, in the family of those that are: their codes may be numbers. */
  private static Refusal like(Operation operation, int status) {
    Refusal refusal = at(operation.path(), status);
    boolean numbers =
        operation
            .example(500)
            .filter(example -> example.path("error").path("code").isNumber())
            .isPresent();
    if (numbers && refusal.body.path("error") instanceof ObjectNode error) {
      error.put("code", status);
    }
    return refusal;
  }

  /** A refusal of the family that is spoken at a path. */
  static Refusal at(String path, int status) {
    Default text = Default.of(status);
    return path.startsWith(FILES)
        ? file(status, status, text.message)
        : media(status, text.code, text.type, text.message);
  }

  /** A refusal as the generation and task endpoints word it. */
  static Refusal media(int status, String code, String type, String message) {
    ObjectNode body = Json.object();
    body.putObject("error").put("code", code).put("message", message).put("type", type);
    return new Refusal(status, body);
  }

  /** A refusal as the file service words it; its codes go beyond the HTTP status. */
  static Refusal file(int status, int code, String message) {
    return new Refusal(
        status, Json.object().put("success", false).put("code", code).put("msg", message));
  }

  Refusal message(String message) {
    if (body.path("error") instanceof ObjectNode error) {
      error.put("message", message);
    } else {
      body.put("msg", message);
    }
    return this;
  }

  /** Says more exactly what is wrong, where the family has texts for codes. */
  Refusal code(String code) {
    if (body.path("error") instanceof ObjectNode error) {
      error.put("code", code);
    }
    return this;
  }

  /** Names the parameter at fault, where the family has a place for it. */
  Refusal param(String param) {
    if (!param.isEmpty() && body.path("error") instanceof ObjectNode error) {
      error.put("param", param);
    }
    return this;
  }

  Refusal header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  int status() {
    return status;
  }

  /** What it says to people. */
  String message() {
    return Json.text(body.path("error"), "message", Json.text(body, "msg", ""));
  }

  ObjectNode body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** What the media family says for a status that an operation does not document. */
  private enum Default {
    BAD_REQUEST(400, "invalid_request", "invalid_request_error", "Invalid request"),
    UNAUTHORIZED(401, "unauthorized", "authentication_error", "Invalid or expired token"),
    NO_CREDITS(402, "insufficient_quota", "insufficient_quota", "Insufficient quota"),
    FORBIDDEN(403, "permission_denied", "invalid_request_error", "Access denied"),
    NOT_FOUND(404, "not_found", "invalid_request_error", "Not found"),
    WRONG_METHOD(405, "method_not_allowed", "invalid_request_error", "Method not allowed"),
    TOO_LARGE(413, "request_too_large", "request_too_large_error", "Request body too large"),
    THROTTLED(429, "rate_limit_exceeded", "rate_limit_error", "Rate limit exceeded"),
    UPSTREAM(502, "upstream_error", "upstream_error", "Upstream AI service unavailable"),
    UNAVAILABLE(503, "service_unavailable", "api_error", "No available channel"),
    OTHER(400, "invalid_request", "invalid_request_error", "The request cannot be served"),
    FAILED(500, "internal_error", "api_error", "Internal server error");

    private final int status;
    private final String code;
    private final String type;
    private final String message;

    Default(int status, String code, String type, String message) {
      this.status = status;
      this.code = code;
      this.type = type;
      this.message = message;
    }

    static Default of(int status) {
      for (Default value : values()) {
        if (value.status == status) {
          return value;
        }
      }
      return status < 500 ? OTHER : FAILED;
    }
  }
}
