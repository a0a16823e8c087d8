package ai.evolink.emulator;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a task, unless its prompt has a {@code emulator:} word that says otherwise.
 * Immutable.
 *
 * @see EvolinkEmulator#outcome(TaskOutcome)
 * @see EvolinkEmulator#nextOutcomes(TaskOutcome...)
 */
public final class TaskOutcome {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.]{1,100}");

  private final Plan.Ending ending;
  private final String errorCode;
  private final @Nullable Duration length;

  private TaskOutcome(Plan.Ending ending, String errorCode, @Nullable Duration length) {
    this.ending = ending;
    this.errorCode = errorCode;
    this.length = length;
  }

  /** It completes. */
  public static TaskOutcome completed() {
    return new TaskOutcome(Plan.Ending.COMPLETED, "", null);
  }

  /**
   * It fails with this error code, such as {@code content_policy_violation}.
   *
   * @throws IllegalArgumentException if the code has anything but letters, digits, {@code _} and
   *     dots
   */
  public static TaskOutcome failed(String errorCode) {
    if (!CODE.matcher(errorCode).matches()) {
      throw new IllegalArgumentException(
          "errorCode must be 1 to 100 letters, digits, _ or dots, but was '" + errorCode + "'");
    }
    return new TaskOutcome(Plan.Ending.FAILED, errorCode, null);
  }

  /** It ends as {@code cancelled}. */
  public static TaskOutcome cancelled() {
    return new TaskOutcome(Plan.Ending.CANCELLED, "", null);
  }

  /** It stays at {@code processing} until somebody ends it. */
  public static TaskOutcome stuck() {
    return new TaskOutcome(Plan.Ending.NEVER, "", null);
  }

  /** The same after this time instead of the emulator's pace; zero to end at once. */
  public TaskOutcome after(Duration length) {
    return new TaskOutcome(ending, errorCode, Pace.check(length));
  }

  Plan plan(Duration pace) {
    Plan plan = Plan.of(length == null ? pace : length).ending(ending);
    return ending == Plan.Ending.FAILED ? plan.failing(errorCode) : plan;
  }

  Plan.Ending ending() {
    return ending;
  }

  String errorCode() {
    return errorCode;
  }

  Optional<Duration> length() {
    return Optional.ofNullable(length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskOutcome that
        && ending == that.ending
        && errorCode.equals(that.errorCode)
        && Objects.equals(length, that.length);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ending, errorCode, length);
  }

  /** A line for people, such as {@code failed service_error after 2 s}. */
  @Override
  public String toString() {
    String how = ending == Plan.Ending.NEVER ? "stuck" : ending.status();
    return how
        + (errorCode.isEmpty() ? "" : " " + errorCode)
        + (length == null ? "" : " after " + Numbers.seconds(length) + " s");
  }
}
