package ai.evolink.internal.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Business codes of refusals: those of the documentation, and those that the vendor's own clients
 * know. The set is open. The status of a refusal says more than its code, except for the codes
 * here.
 */
final class ErrorCodes {
  /** The service does not know whether the submit was charged. */
  private static final String PAID_OUTCOME_UNKNOWN = "paid_outcome_unknown";

  /** The key of this submit has come before, perhaps with what was bought. */
  private static final String IDEMPOTENCY_CONFLICT = "idempotency_conflict";

  /** The key cannot buy any more today. */
  private static final Set<String> DAILY =
      Set.of("key_daily_quota_exhausted", "token_daily_quota_exceeded");

  private static final Set<String> QUOTA =
      Set.of(
          "insufficient_quota",
          "insufficient_user_quota",
          "quota_not_enough",
          "account_balance_insufficient",
          "insufficient_token_quota",
          "key_quota_exhausted",
          "key_daily_quota_exhausted",
          "token_daily_quota_exceeded");

  private static final Set<String> SIGN_IN =
      Set.of(
          "mcp_paused",
          "mcp_key_expired",
          "mcp_channel_disabled",
          "mcp_token_invalid",
          "mcp_scope_missing",
          "mcp_service_unauthorized",
          "mcp_connection_required",
          "mcp_connection_create_failed",
          "mcp_route_not_allowed",
          "connection_not_found",
          "connection_revoked",
          "session_inactive",
          "session_expired",
          "agent_session_unavailable");

  private static final Set<String> KEY = Set.of("key_disabled", "key_expired", "user_disabled");

  private static final Set<String> MODEL = Set.of("model_access_denied", "key_model_not_allowed");

  private ErrorCodes() {}

  /** Whether the refusal itself says that the submit may have been charged. */
  static boolean isUncertain(@Nullable String code) {
    return PAID_OUTCOME_UNKNOWN.equals(code) || IDEMPOTENCY_CONFLICT.equals(code);
  }

  /**
   * Whether nothing was charged, whatever the status: the key or the account may not buy. It is
   * what the vendor's newest client takes for proof.
   */
  static boolean isSurelyUnpaid(@Nullable String code) {
    return code != null
        && (QUOTA.contains(code)
            || SIGN_IN.contains(code)
            || KEY.contains(code)
            || code.equals("key_model_not_allowed"));
  }

  /** Whether the same call may succeed on another day. */
  static boolean isDaily(@Nullable String code) {
    return code != null && DAILY.contains(code);
  }

  /**
   * Whether a 403 refuses the model and not the key: the id may be unknown as well as not allowed.
   */
  static boolean isAboutModel(int status, @Nullable String code, @Nullable String param) {
    return (code != null && MODEL.contains(code)) || (status == 403 && "model".equals(param));
  }

  /** {@return the status that a refusal with this code has; 0 if it is not known} */
  static int status(String code) {
    return switch (code) {
      case "invalid_request",
          "invalid_parameter",
          "invalid_parameters",
          "invalid_task_id",
          "invalid_media_url",
          "invalid_voice",
          "instruction_too_long",
          "missing_prompt",
          "missing_required_params",
          "missing_text",
          "missing_video_urls",
          "parameter_conflict",
          "prompt_too_long",
          "unsupported_parameter",
          "unsupported_parameters",
          "video_probe_failed",
          "content_filter",
          "sensitive_content",
          "moderation_blocked",
          "input_moderation_failed" ->
          400;
      case "unauthorized",
          "invalid_token",
          "mcp_key_expired",
          "mcp_token_invalid",
          "session_expired",
          "session_inactive" ->
          401;
      case "quota_exceeded" -> 402;
      case "model_access_denied", "permission_denied", "ip_restricted" -> 403;
      case "task_not_found", "voice_not_found", "voice_expired" -> 404;
      case IDEMPOTENCY_CONFLICT -> 409;
      case "rate_limit_exceeded" -> 429;
      case "internal_error" -> 500;
      case "upstream_error" -> 502;
      case "service_unavailable",
          "draft_unavailable",
          "no_available_channel",
          "model_unavailable",
          "channel_selection_failed",
          "mcp_channel_disabled" ->
          503;
      default -> QUOTA.contains(code) ? 402 : isSurelyUnpaid(code) ? 403 : 0;
    };
  }

  /** {@return what to do about a refusal that cost nothing; null if its status says it} */
  static @Nullable String nextStep(@Nullable String code, @Nullable String limitScope) {
    if (code == null) {
      return null;
    }
    if (DAILY.contains(code)) {
      return "Try again after midnight in the time zone of the key, or raise its daily limit in the"
          + " Evolink dashboard.";
    }
    if ("mcp".equals(limitScope) && QUOTA.contains(code)) {
      return "Raise the limit of the key \"EvoLink MCP (OAuth)\" in the Evolink dashboard, or use"
          + " another key.";
    }
    if (SIGN_IN.contains(code)) {
      return "The key belongs to a sign-in by browser, which has to be renewed there; or use an API"
          + " key from the Evolink dashboard.";
    }
    return switch (code) {
      case "key_disabled", "key_expired" ->
          "Use another API key, or renew this one in the Evolink dashboard.";
      case "user_disabled" -> "The account is disabled: ask Evolink support.";
      case "ip_restricted" ->
          "Allow this address for the key in the Evolink dashboard, or use another key.";
      case "voice_not_found", "voice_expired" -> "Make the voice anew; voices expire.";
      default -> null;
    };
  }
}
