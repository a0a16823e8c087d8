package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the page shows, read off the emulator's own records when somebody looks. Nothing is kept for
 * it and nobody has to tell it anything, so the page costs nothing while it is closed.
 */
final class Board {

  /** The submits that are shown, the last ones. */
  static final int MOST_CARDS = 200;

  private static final int MOST_ACCOUNTS = 20;
  private static final int MOST_FAULTS = 50;

  private final EmulatorState state;

  Board(EmulatorState state) {
    this.state = state;
  }

  Instant now() {
    return state.clock().now();
  }

  /** The cards by number, newest first. */
  Map<Long, ObjectNode> cards(Instant now) {
    List<SubmissionLog.Numbered> latest = state.submissions().latest(MOST_CARDS);
    Set<String> ids =
        latest.stream()
            .flatMap(entry -> entry.submission().taskId().stream())
            .collect(Collectors.toSet());
    TaskCard card = new TaskCard(state.tasks(), state.deliveries().about(ids));
    Map<Long, ObjectNode> cards = new LinkedHashMap<>();
    for (SubmissionLog.Numbered entry : latest) {
      cards.put(entry.number(), card.of(entry, now));
    }
    return cards;
  }

  /**
   * How long it takes until the next of the tasks that are shown ends, on our clock, and not more
   * than {@code atMost}.
   */
  Duration untilNextEnd(Instant now, Duration atMost) {
    double rate = state.clock().rate();
    Duration next = atMost;
    for (SubmissionLog.Numbered entry : state.submissions().latest(MOST_CARDS)) {
      Optional<Instant> end =
          entry.submission().taskId().flatMap(state.tasks()::get).flatMap(Task::end);
      if (rate > 0 && end.isPresent() && end.get().isAfter(now)) {
        double millis = Duration.between(now, end.get()).toMillis() / rate;
        next = millis < next.toMillis() ? Duration.ofMillis((long) Math.ceil(millis)) : next;
      }
    }
    return next;
  }

  /** The state of the whole; without the time, so that it changes only if something happens. */
  ObjectNode summary(Instant now) {
    ObjectNode summary = Json.object();
    summary.put("received", state.submissions().received());
    summary.put("mode", state.settings().mode().name().toLowerCase(Locale.ROOT));
    summary.put("paceMillis", state.pace().length().toMillis());
    summary.put("clockRate", state.clock().rate());
    ArrayNode faults = summary.putArray("faults");
    List<Faults.Injected> active = state.faults().active();
    summary.put("faultsOn", active.size());
    active.stream().limit(MOST_FAULTS).forEach(fault -> faults.add(FaultJson.write(fault)));
    ArrayNode accounts = summary.putArray("accounts");
    List<Ledger.Statement> statements = state.ledger().statements(MOST_ACCOUNTS, now);
    for (int i = statements.size() - 1; i >= 0; i--) {
      Ledger.Statement statement = statements.get(i);
      accounts
          .addObject()
          .put("account", MaskedKey.of(statement.key()))
          .put("mark", MaskedKey.mark(statement.key()))
          .put("remaining", plain(statement.remaining()))
          .put("reserved", plain(statement.reserved()))
          .put("used", plain(statement.used()));
    }
    return summary;
  }

  private static BigDecimal plain(BigDecimal amount) {
    return amount.stripTrailingZeros();
  }
}
