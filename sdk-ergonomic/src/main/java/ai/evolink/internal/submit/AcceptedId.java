package ai.evolink.internal.submit;

import ai.evolink.model.TaskSubmission;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Finds the id in the answer to a submit: what it names is paid for. */
final class AcceptedId {
  private AcceptedId() {}

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
