package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A task: facts that never change. Where it stands is a function of them and the time. */
final class Task {

  /** Between this share of its length and its end a task is being processed. */
  private static final double STARTED = 0.1;

  private final String id;
  private final Account account;
  private final Kind kind;
  private final String model;
  private final String prompt;
  private final String size;
  private final Instant submittedAt;
  private final Plan plan;
  private final BigDecimal credits;
  private final Output output;

  Task(
      String id,
      Account account,
      Kind kind,
      String model,
      String prompt,
      String size,
      Instant submittedAt,
      Plan plan,
      BigDecimal credits,
      Output output) {
    this.id = id;
    this.account = account;
    this.kind = kind;
    this.model = model;
    this.prompt = prompt;
    this.size = size;
    this.submittedAt = submittedAt;
    this.plan = plan;
    this.credits = credits;
    this.output = output;
  }

  /** What the spec's example calls the tasks of an endpoint. */
  record Kind(String object, String type) {}

  /** Where a task stands. */
  record State(String status, int progress) {
    boolean isCompleted() {
      return status.equals(Plan.Ending.COMPLETED.status());
    }

    boolean isFailed() {
      return status.equals(Plan.Ending.FAILED.status());
    }
  }

  String id() {
    return id;
  }

  Account account() {
    return account;
  }

  Kind kind() {
    return kind;
  }

  String model() {
    return model;
  }

  /** What its picture shows; cut if it was very long. */
  String prompt() {
    return prompt;
  }

  String size() {
    return size;
  }

  Instant submittedAt() {
    return submittedAt;
  }

  Plan plan() {
    return plan;
  }

  /** What was reserved, and is charged if it completes. */
  BigDecimal credits() {
    return credits;
  }

  /** What it makes, if it completes. */
  Output output() {
    return output;
  }

  /** When it ends, if it ever does. */
  Optional<Instant> end() {
    return plan.ending() == Plan.Ending.NEVER
        ? Optional.empty()
        : Optional.of(submittedAt.plus(plan.length()));
  }

  State at(Instant now) {
    Duration elapsed = Duration.between(submittedAt, now);
    double share =
        plan.length().isZero() ? 1 : (double) elapsed.toNanos() / plan.length().toNanos();
    if (share >= 1 && plan.ending() != Plan.Ending.NEVER) {
      boolean completed = plan.ending() == Plan.Ending.COMPLETED;
      return new State(plan.ending().status(), completed ? 100 : 0);
    }
    if (share < STARTED) {
      return new State("pending", 0);
    }
    int progress = (int) Math.max(1, Math.min(99, share * 100));
    return new State(plan.detour() && share >= 0.5 ? "upstream_review" : "processing", progress);
  }
}
