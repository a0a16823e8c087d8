package ai.evolink.it;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a paid submit ends.
 *
 * @param posts how often the server read it in full
 * @param result the exception, with the status if it has one; "accepted" if there is none
 * @param charge what the exception says about money; null if there is none
 * @param message parts of what the exception says
 * @param bought how often {@code onSubmitted} was called
 */
record FaultVerdict(int posts, String result, Charge charge, List<String> message, int bought) {
  static final String ACCEPTED = "accepted";

  static FaultVerdict accepted(int posts) {
    return new FaultVerdict(posts, ACCEPTED, null, List.of(), 1);
  }

  static FaultVerdict refused(int posts, int status, Charge charge, String message) {
    return new FaultVerdict(posts, "ApiException " + status, charge, List.of(message), 0);
  }

  /** The request left, and nobody can know what became of it. */
  static FaultVerdict uncertain(int posts, String message) {
    return new FaultVerdict(
        posts, "SubmissionUncertainException", Charge.UNKNOWN, List.of(message), 0);
  }

  static FaultVerdict notTaken(int posts, String message) {
    return new FaultVerdict(posts, "TransportException", Charge.NONE, List.of(message), 0);
  }

  /** The submit was given up before anything of it left. */
  static FaultVerdict cancelled(int posts) {
    return new FaultVerdict(posts, "CancellationException", null, List.of(), 0);
  }

  /** {@return this, and {@code part} is in the message too} */
  FaultVerdict and(String part) {
    List<String> parts = new ArrayList<>(message);
    parts.add(part);
    return new FaultVerdict(posts, result, charge, parts, bought);
  }

  /** {@return what this would be after a single attempt} */
  FaultVerdict once() {
    return new FaultVerdict(1, result, charge, List.of(), bought);
  }

  static FaultVerdict of(int posts, Throwable failure, int bought) {
    if (failure == null) {
      return new FaultVerdict(posts, ACCEPTED, null, List.of(), bought);
    }
    String status = failure instanceof ApiException api ? " " + api.statusCode() : "";
    Charge charge = failure instanceof EvolinkException known ? known.charge() : null;
    String name = failure.getClass().getSimpleName() + status;
    return new FaultVerdict(
        posts, name, charge, List.of(String.valueOf(failure.getMessage())), bought);
  }

  /** Whether {@code seen} is this verdict: the same facts, and a message with this one in it. */
  boolean isMetBy(FaultVerdict seen) {
    return facts().equals(seen.facts())
        && message.stream().allMatch(part -> seen.message.get(0).contains(part));
  }

  /** {@return everything but the message, whose details differ from run to run} */
  FaultVerdict facts() {
    return new FaultVerdict(posts, result, charge, List.of(), bought);
  }
}
