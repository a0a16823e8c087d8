package ai.evolink.it;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.JournalEntry;
import ai.evolink.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a paid submit ends.
 *
 * @param posts how often the server read it in full
 * @param result the exception, with the status if it has one; "accepted" if there is none
 * @param charge what the exception says about money; null if there is none
 * @param message parts of what the exception says
 * @param bought how often {@code onSubmitted} was called
 * @param journal the state of the order in the journal
 * @param recovered what {@code recover()} lists the order under
 */
record FaultVerdict(
    int posts,
    String result,
    Charge charge,
    List<String> message,
    int bought,
    String journal,
    String recovered) {
  static final String ACCEPTED = "accepted";
  private static final String UNCERTAIN = "uncertain";
  private static final String NOTHING = "nothing";

  static FaultVerdict accepted(int posts) {
    return new FaultVerdict(posts, ACCEPTED, null, List.of(), 1, ACCEPTED, ACCEPTED);
  }

  static FaultVerdict refused(int posts, int status, Charge charge, String message) {
    String kept = charge == Charge.UNKNOWN ? UNCERTAIN : NOTHING;
    return new FaultVerdict(
        posts, "ApiException " + status, charge, List.of(message), 0, kept, kept);
  }

  /** The request left, and nobody can know what became of it. */
  static FaultVerdict uncertain(int posts, String message) {
    return new FaultVerdict(
        posts,
        "SubmissionUncertainException",
        Charge.UNKNOWN,
        List.of(message),
        0,
        UNCERTAIN,
        UNCERTAIN);
  }

  static FaultVerdict notTaken(int posts, String message) {
    return new FaultVerdict(
        posts, "TransportException", Charge.NONE, List.of(message), 0, NOTHING, NOTHING);
  }

  /** The submit was given up before anything of it left. */
  static FaultVerdict cancelled(int posts) {
    return new FaultVerdict(posts, "CancellationException", null, List.of(), 0, NOTHING, NOTHING);
  }

  /** {@return this, and {@code part} is in the message too} */
  FaultVerdict and(String part) {
    List<String> parts = new ArrayList<>(message);
    parts.add(part);
    return new FaultVerdict(posts, result, charge, parts, bought, journal, recovered);
  }

  /** {@return what this would be after a single attempt} */
  FaultVerdict once() {
    return new FaultVerdict(1, result, charge, List.of(), bought, journal, recovered);
  }

  /**
   * {@return what was seen}
   *
   * @param journal the entry of the order; null if there is none
   */
  static FaultVerdict of(
      int posts, Throwable failure, int bought, JournalEntry journal, Recovery left) {
    String kept = journal == null ? NOTHING : journal.state().name().toLowerCase(Locale.ROOT);
    String recovered =
        left.accepted().size() == 1
            ? ACCEPTED
            : left.uncertain().size() == 1 ? UNCERTAIN : left.isEmpty() ? NOTHING : left.toString();
    Charge charge = failure instanceof EvolinkException known ? known.charge() : null;
    List<String> said = failure == null ? List.of() : List.of(String.valueOf(failure.getMessage()));
    return new FaultVerdict(posts, resultOf(failure), charge, said, bought, kept, recovered);
  }

  /** {@return how a call has ended, see {@link #result}; a null failure is none} */
  static String resultOf(Throwable failure) {
    if (failure == null) {
      return ACCEPTED;
    }
    String status = failure instanceof ApiException api ? " " + api.statusCode() : "";
    return failure.getClass().getSimpleName() + status;
  }

  /** Whether {@code seen} is this verdict: the same facts, and a message with this one in it. */
  boolean isMetBy(FaultVerdict seen) {
    return facts().equals(seen.facts())
        && message.stream().allMatch(part -> seen.message.get(0).contains(part));
  }

  /** {@return everything but the message, whose details differ from run to run} */
  FaultVerdict facts() {
    return new FaultVerdict(posts, result, charge, List.of(), bought, journal, recovered);
  }
}
