package ai.evolink.emulator;

import java.time.Duration;

/**
 * What will become of a task.
 *
 * @param length from the submit to the end
 * @param ending how it ends
 * @param errorCode why it fails, if it does
 * @param detour whether it shows a status that the documentation does not know on its way
 */
record Plan(Duration length, Ending ending, String errorCode, boolean detour) {

  enum Ending {
    COMPLETED("completed"),
    FAILED("failed"),
    CANCELLED("cancelled"),
    CANCELED("canceled"),
    NEVER("processing");

    private final String status;

    Ending(String status) {
      this.status = status;
    }

    String status() {
      return status;
    }
  }

  static Plan of(Duration length) {
    return new Plan(length, Ending.COMPLETED, "", false);
  }

  Plan ending(Ending other) {
    return new Plan(length, other, errorCode, detour);
  }

  Plan failing(String code) {
    return new Plan(length, Ending.FAILED, code, detour);
  }

  Plan lasting(Duration other) {
    return new Plan(other, ending, errorCode, detour);
  }

  Plan times(int factor) {
    return new Plan(length.multipliedBy(factor), ending, errorCode, detour);
  }

  Plan withDetour() {
    return new Plan(length, ending, errorCode, true);
  }
}
