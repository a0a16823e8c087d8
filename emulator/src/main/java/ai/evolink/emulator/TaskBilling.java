package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ObjectNode;

/** What a task tells of its credits: they are reserved, then charged or given back. */
final class TaskBilling {

  private TaskBilling() {}

  static ObjectNode of(Task task, Task.State state) {
    Charge charge = task.charge();
    boolean released = state.isOver() && !state.isCompleted();
    boolean refunded = released && charge.reserved().signum() > 0;
    ObjectNode billing = Json.object().put("refund_scope", "account_balance");
    billing.put("charge_status", !state.isOver() ? "reserved" : released ? "released" : "charged");
    billing.put("refund_status", refunded ? "completed" : "not_required");
    billing.put("reserved_credits", charge.reserved());
    billing.put("charged_credits", state.isCompleted() ? charge.used() : BigDecimal.ZERO);
    billing.put("refunded_credits", refunded ? charge.reserved() : BigDecimal.ZERO);
    if (refunded) {
      Instant end = task.end().orElse(task.submittedAt());
      billing.put("refunded_at", end.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return billing;
  }
}
