package ai.evolink.internal.submit;

import ai.evolink.model.TaskSubmission;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the id in the answer to a submit: what it names is paid for. */
final class AcceptedId {
  /** As the vendor's client has it; those of the documentation begin with task-unified. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private AcceptedId() {}

  /**
   * Whether the service can be asked for a task by this id. A wait for another one could only end
   * at its deadline, so it is better to say at once that nobody knows what was bought.
   */
  static boolean isUsable(String id) {
    return FORM.matcher(id).matches();
  }

  /** {@return the id; null if there is none} */
  static @Nullable String of(TaskSubmission answer) {
    String id = text(answer.id());
    if (id == null) {
      id = text(answer.additionalProperties().get("id"));
    }
    return id != null ? id : text(answer.additionalProperties().get("task_id"));
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text.isBlank() ? null : text;
    }
    if (value instanceof BigDecimal number) {
      return number.scale() == 0 ? number.toString() : null;
    }
    return value instanceof Long number ? number.toString() : null;
  }
}
