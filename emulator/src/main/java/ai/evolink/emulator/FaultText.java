package ai.evolink.emulator;

import java.time.Duration;
import java.util.stream.Collectors;

/** Says a fault in one line. */
final class FaultText {

  private FaultText() {}

  static String of(Fault fault) {
    StringBuilder text = new StringBuilder(fault.kind().word());
    switch (fault.kind()) {
      case STATUS -> text.append(' ').append(fault.status());
      case CUT -> text.append(' ').append(fault.cut() == null ? "" : fault.cut().word());
      case TRICKLE, LATE_CALLBACK -> text.append(" of ").append(seconds(fault.lasting()));
      default -> {}
    }
    fault
        .retryAfter()
        .ifPresent(
            wait ->
                text.append(" with Retry-After ")
                    .append(fault.isRetryAfterDate() ? "as a date in " : "")
                    .append(seconds(wait)));
    if (!fault.delay().isZero()) {
      text.append(" after ").append(seconds(fault.delay()));
    }
    if (fault.isAfterProcessing()
        && (fault.kind() == FaultKind.STATUS
            || fault.kind() == FaultKind.NO_ANSWER
            || fault.cut() == Cut.AFTER_REQUEST)) {
      text.append(" after processing");
    }
    if (!fault.isEverywhere()) {
      text.append(" on ")
          .append(
              fault.operations().stream()
                  .map(ApiOperation::word)
                  .collect(Collectors.joining(", ")));
    }
    fault.key().ifPresent(key -> text.append(" for one key"));
    fault.times().ifPresent(times -> text.append(times == 1 ? ", once" : ", " + times + " times"));
    if (fault.probability() < 1) {
      text.append(", with probability ").append(fault.probability());
    }
    return text.toString();
  }

  private static String seconds(Duration time) {
    return Numbers.seconds(time) + " s";
  }
}
