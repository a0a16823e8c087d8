package ai.evolink.internal.journal;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Entries for tests. */
final class Purchases {
  static final URI SERVICE = URI.create("https://api.evolink.ai");

  /** Late enough that no entry is ever too old. */
  static final Instant AT = Instant.parse("2100-01-01T00:00:00Z");

  static final TaskHandle TASK = task("1");

  private Purchases() {}

  static JournalEntry.Key key(String id) {
    return new JournalEntry.Key(id, 1);
  }

  /** An intent with an order id. */
  static JournalEntry intent(String id) {
    return intent(key(id));
  }

  static JournalEntry intent(JournalEntry.Key key) {
    return JournalEntry.builder(key)
        .ordered(true)
        .intendedAt(AT)
        .kind(Kind.IMAGE)
        .path("/v1/images/generations")
        .model("z-image-turbo")
        .fingerprint("1:c0ffee")
        .body("{\"prompt\": \"Eine Möwe 🕊 \\u0000\"}")
        .callbackToken("callback-" + key.id() + "-" + key.attempt())
        .idempotencyKey("idempotency-" + key.id())
        .build();
  }

  /** An intent without an order id. */
  static JournalEntry unordered(String id) {
    return intent(id).toBuilder().ordered(false).build();
  }

  static TaskHandle task(String name) {
    return TaskHandle.ofId("task-unified-1757169743-" + name);
  }

  static List<JournalEntry> all(TaskJournal journal) {
    List<JournalEntry> all = new ArrayList<>();
    journal.forEach(all::add);
    return all;
  }

  static List<String> ids(TaskJournal journal) {
    return all(journal).stream().map(entry -> entry.key().id()).toList();
  }

  static JournalState state(TaskJournal journal, String id) {
    return journal.find(id).orElseThrow().state();
  }
}
