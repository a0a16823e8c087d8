package ai.evolink.emulator;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task. Where it stands is a function of its course and the time; the course changes only when
 * somebody takes it in hand.
 */
final class Task {

  private final String id;
  private final Account account;
  private final Kind kind;
  private final String model;
  private final String prompt;
  private final String size;
  private final Instant submittedAt;
  private final Charge charge;
  private final Output output;
  private volatile Course course;
  private volatile @Nullable CallbackHook hook;
  private volatile boolean forgotten;
  private boolean settled;

  Task(
      String id,
      Account account,
      Kind kind,
      String model,
      String prompt,
      String size,
      Instant submittedAt,
      Plan plan,
      Charge charge,
      Output output) {
    this.id = id;
    this.account = account;
    this.kind = kind;
    this.model = model;
    this.prompt = prompt;
    this.size = size;
    this.submittedAt = submittedAt;
    this.course = new Course(plan, submittedAt, 0);
    this.charge = charge;
    this.output = output;
  }

  /** What the spec's example calls the tasks of an endpoint. */
  record Kind(String object, String type) {}

  /** Where a task stands. */
  record State(String status, int progress) {
    boolean isCompleted() {
      return status.equals(Plan.Ending.COMPLETED.status());
    }

    boolean isOver() {
      return !status.equals(Course.PENDING)
          && !status.equals(Course.PROCESSING)
          && !status.equals(Course.DETOUR);
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
    return course.plan();
  }

  /** True the first time: credits are settled once. Guarded by the ledger. */
  boolean settle() {
    boolean first = !settled;
    settled = true;
    return first;
  }

  Course course() {
    return course;
  }

  /** Takes another course; to be called by the ledger only, which has to know the end. */
  void course(Course course) {
    this.course = course;
  }

  /** Where its end is told, if anywhere. */
  @Nullable CallbackHook hook() {
    return hook;
  }

  void hook(CallbackHook hook) {
    this.hook = hook;
  }

  /** Whether it has been deleted, so that nobody is to be told about it. */
  boolean isForgotten() {
    return forgotten;
  }

  void forget() {
    forgotten = true;
  }

  /** What was reserved, and what is charged if it completes. */
  Charge charge() {
    return charge;
  }

  /** What it makes, if it completes. */
  Output output() {
    return output;
  }

  /** When it ends, if it ever does. */
  Optional<Instant> end() {
    return course.end();
  }

  State at(Instant now) {
    return course.at(now);
  }
}
