package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Charge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiStatusesTest {
  @ParameterizedTest
  @ValueSource(ints = {307, 308, 400, 401, 402, 403, 404, 405, 413, 415, 422, 429, 451, 503})
  void refusalThatLeavesNoDoubtCostsNothing(int status) {
    assertThat(ApiStatuses.chargeOfSubmit(status, null)).isEqualTo(Charge.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 204, 300, 301, 302, 303, 304, 408, 409, 425, 499, 500, 502, 504, 524})
  void otherRefusalsMayHaveCostSomething(int status) {
    assertThat(ApiStatuses.chargeOfSubmit(status, null)).isEqualTo(Charge.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 429, 503})
  void refusalThatDoesNotKnowItselfIsBelieved(int status) {
    assertThat(ApiStatuses.chargeOfSubmit(status, "paid_outcome_unknown"))
        .isEqualTo(Charge.UNKNOWN);
  }

  /** What the vendor's newest client takes for proof. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "insufficient_quota",
        "insufficient_user_quota",
        "quota_not_enough",
        "account_balance_insufficient",
        "insufficient_token_quota",
        "key_quota_exhausted",
        "token_daily_quota_exceeded",
        "key_daily_quota_exhausted",
        "key_disabled",
        "key_expired",
        "key_model_not_allowed",
        "user_disabled",
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
        "agent_session_unavailable"
      })
  void codeThatProvesThatNothingWasChargedOutweighsTheStatus(String code) {
    for (int status : new int[] {400, 402, 403, 409, 429, 500, 502, 503}) {
      assertThat(ApiStatuses.chargeOfSubmit(status, code)).as("%s", status).isEqualTo(Charge.NONE);
    }
    assertThat(ApiStatuses.meantBy(code, null)).as("inside a 200").isBetween(401, 503);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 524})
  void troubleThatTheDocumentationSaysToRepeatIsRetryable(int status) {
    assertThat(ApiStatuses.isRetryable(status)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 501, 505})
  void everythingElseIsNot(int status) {
    assertThat(ApiStatuses.isRetryable(status)).isFalse();
  }

  @Test
  void nextStepFollowsTheMoney() {
    assertThat(ApiStatuses.nextStep(500, null, null, Charge.UNKNOWN))
        .isEqualTo(
            "It may have been charged: look for the task in the dashboard before you submit again.");
    assertThat(ApiStatuses.nextStep(500, null, null, Charge.NONE))
        .isEqualTo("Try again later; if it lasts, ask support with the request id.");
  }
}
