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
    assertThat(ApiStatuses.nextStep(500, null, Charge.UNKNOWN))
        .isEqualTo(
            "It may have been charged: look for the task in the dashboard before you submit again.");
    assertThat(ApiStatuses.nextStep(500, null, Charge.NONE))
        .isEqualTo("Try again later; if it lasts, ask support with the request id.");
  }
}
