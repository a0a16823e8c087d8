package ai.evolink;

import ai.evolink.model.Task;
import ai.evolink.model.TaskBilling;
import ai.evolink.model.TaskChargeStatus;
import ai.evolink.model.TaskRefundStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service says has become of the credits that a task reserved. Immutable.
 *
 * <p>Unverified: no documentation has it, only the vendor's own clients read it, and older gateways
 * send none. What is absent is unknown, never zero. That a task failed or was cancelled proves no
 * refund; {@link #isRefunded()} does.
 */
public final class Billing {
  /** Refunds of another scope mean something that this version does not know. */
  private static final String ACCOUNT = "account_balance";

  private final TaskBilling told;

  private Billing(TaskBilling told) {
    this.told = told;
  }

  /** {@return the billing of a task; null if it has none, or none that can be trusted} */
  static @Nullable Billing of(Task task) {
    TaskBilling told = task.billing();
    return told != null && ACCOUNT.equals(told.refundScope()) ? new Billing(told) : null;
  }

  /** {@return what has become of the reserved credits; empty if the service does not say} */
  public Optional<TaskChargeStatus> chargeStatus() {
    return Optional.ofNullable(told.chargeStatus());
  }

  /** {@return whether credits have come back; empty if the service does not say} */
  public Optional<TaskRefundStatus> refundStatus() {
    return Optional.ofNullable(told.refundStatus());
  }

  /** {@return the credits that were reserved; empty if the service does not say} */
  public Optional<BigDecimal> reserved() {
    return Optional.ofNullable(told.reservedCredits());
  }

  /** {@return the credits that were charged; empty if the service does not say} */
  public Optional<BigDecimal> charged() {
    return Optional.ofNullable(told.chargedCredits());
  }

  /** {@return the credits that the service says have come back; see {@link #isRefunded()}} */
  public Optional<BigDecimal> refunded() {
    return Optional.ofNullable(told.refundedCredits());
  }

  /** {@return when credits came back; empty if the service does not say} */
  public Optional<Instant> refundedAt() {
    return Optional.ofNullable(told.refundedAt()).map(OffsetDateTime::toInstant);
  }

  /**
   * {@return whether all credits have provably come back: the refund is completed and the charge
   * released, at a time that is told, and as many were refunded as were reserved, more than none}
   */
  public boolean isRefunded() {
    BigDecimal reserved = told.reservedCredits();
    BigDecimal refunded = told.refundedCredits();
    return TaskRefundStatus.COMPLETED.equals(told.refundStatus())
        && TaskChargeStatus.RELEASED.equals(told.chargeStatus())
        && told.refundedAt() != null
        && reserved != null
        && refunded != null
        && reserved.signum() > 0
        && reserved.compareTo(refunded) == 0;
  }

  /** {@return every field of the answer} */
  public TaskBilling data() {
    return told;
  }

  @Override
  public String toString() {
    return "Billing["
        + chargeStatus().map(TaskChargeStatus::value).orElse("unknown")
        + ", refund "
        + refundStatus().map(TaskRefundStatus::value).orElse("unknown")
        + "]";
  }
}
