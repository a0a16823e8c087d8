package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private final Settings settings;
  private final SubmissionLog submissions;
  private final Ledger ledger;
  private final TaskCard card;

  Board(Settings settings, SubmissionLog submissions, TaskStore tasks, Ledger ledger) {
    this.settings = settings;
    this.submissions = submissions;
    this.ledger = ledger;
    this.card = new TaskCard(tasks);
  }

  Instant now() {
    return settings.clock().now();
  }

  /** The cards by number, newest first. */
  Map<Long, ObjectNode> cards(Instant now) {
    Map<Long, ObjectNode> cards = new LinkedHashMap<>();
    for (SubmissionLog.Numbered entry : submissions.latest(MOST_CARDS)) {
      cards.put(entry.number(), card.of(entry, now));
    }
    return cards;
  }

  /** The state of the whole; without the time, so that it changes only if something happens. */
  ObjectNode summary(Instant now) {
    ObjectNode summary = Json.object();
    summary.put("received", submissions.received());
    summary.put("mode", settings.mode().name().toLowerCase(Locale.ROOT));
    summary.put("paceMillis", settings.pace().toMillis());
    summary.put("clockRate", settings.clock().rate());
    ArrayNode accounts = summary.putArray("accounts");
    List<Ledger.Statement> statements = ledger.statements(MOST_ACCOUNTS, now);
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
