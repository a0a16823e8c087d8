package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Billing;
import ai.evolink.Generation;
import ai.evolink.TaskSnapshot;
import ai.evolink.model.TaskChargeStatus;
import ai.evolink.model.TaskRefundStatus;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillingTest {
  private static final String REFUNDED =
      "\"refund_scope\":\"account_balance\",\"charge_status\":\"released\","
          + "\"refund_status\":\"completed\",\"reserved_credits\":1.6,\"charged_credits\":0,"
          + "\"refunded_credits\":1.60,\"refunded_at\":\"2026-10-10T08:00:00Z\"";

  @RegisterExtension final MockService service = MockService.askedOnce();

  private TaskSnapshot task(String status, String more) {
    service.answer(MockService.task(status, more));
    return service.evolink.tasks().get(MockService.TASK_ID).result();
  }

  private Billing billing(String members) {
    return task("failed", ",\"billing\":{" + members + "}").billing().orElseThrow();
  }

  @Test
  void refundIsTyped() {
    Billing billing = billing(REFUNDED);

    assertThat(billing.chargeStatus()).contains(TaskChargeStatus.RELEASED);
    assertThat(billing.refundStatus()).contains(TaskRefundStatus.COMPLETED);
    assertThat(billing.reserved()).contains(new BigDecimal("1.6"));
    assertThat(billing.charged()).contains(new BigDecimal("0"));
    assertThat(billing.refunded()).contains(new BigDecimal("1.60"));
    assertThat(billing.refundedAt()).contains(Instant.parse("2026-10-10T08:00:00Z"));
    assertThat(billing.isRefunded()).isTrue();
    assertThat(billing).hasToString("Billing[released, refund completed]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"charge_status\":\"released\" \"charge_status\":\"charged\"",
        "\"refund_status\":\"completed\" \"refund_status\":\"pending\"",
        "\"refunded_credits\":1.60 \"refunded_credits\":1.5",
        ",\"refunded_at\":\"2026-10-10T08:00:00Z\" ",
        ",\"reserved_credits\":1.6 ",
        ",\"refunded_credits\":1.60 ",
        "\"reserved_credits\":1.6 \"reserved_credits\":\"1.6\"",
      })
  void refundWithoutProofIsNone(String change) {
    String[] parts = change.split(" ", -1);

    assertThat(REFUNDED).contains(parts[0]);
    assertThat(billing(REFUNDED.replace(parts[0], parts[1])).isRefunded()).isFalse();
  }

  @Test
  void refundOfNothingIsNone() {
    String nothing =
        REFUNDED.replace("\"reserved_credits\":1.6", "\"reserved_credits\":0").replace("1.60", "0");

    assertThat(billing(nothing).isRefunded()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"billing\":null",
        ",\"billing\":\"released\"",
        ",\"billing\":{}",
        ",\"billing\":{\"refund_scope\":\"voucher\",\"charge_status\":\"released\"}"
      })
  void billingThatIsAbsentOrOfAnotherScopeIsUnknown(String more) {
    assertThat(task("failed", more).billing()).isEmpty();
  }

  @Test
  void whatItLeavesOutIsUnknownAndNotZero() {
    Billing billing = billing("\"refund_scope\":\"account_balance\"");

    assertThat(billing.chargeStatus()).isEmpty();
    assertThat(billing.charged()).isEmpty();
    assertThat(billing.refunded()).isEmpty();
    assertThat(billing.refundedAt()).isEmpty();
    assertThat(billing.isRefunded()).isFalse();
    assertThat(billing).hasToString("Billing[unknown, refund unknown]");
  }

  @Test
  void generationHasTheBillingOfItsTask() {
    service.answer(
        MockService.task(
            "completed",
            ",\"results\":[\"https://cdn.test/a.png\"],\"billing\":{\"refund_scope\":"
                + "\"account_balance\",\"charge_status\":\"charged\",\"charged_credits\":1.6}"));

    Generation made = service.evolink.tasks().follow(MockService.TASK_ID).result();

    assertThat(made.billing().orElseThrow().charged()).contains(new BigDecimal("1.6"));
  }
}
