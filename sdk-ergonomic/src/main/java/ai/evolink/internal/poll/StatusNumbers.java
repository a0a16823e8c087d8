package ai.evolink.internal.poll;

import ai.evolink.model.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps the statuses that a client has seen to small numbers. Guarded by the lock of the timers. */
final class StatusNumbers {
  private static final int CAPACITY = 256;

  private final List<TaskStatus> met = new ArrayList<>(TaskStatus.known());

  /**
   * {@return the number of {@code status}; -1 beyond the capacity} It is shown without its name
   * then.
   */
  int numberOf(TaskStatus status) {
    int number = met.indexOf(status);
    if (number < 0 && met.size() < CAPACITY) {
      number = met.size();
      met.add(status);
    }
    return number;
  }

  @Nullable TaskStatus at(int number) {
    return number < met.size() ? met.get(number) : null;
  }
}
