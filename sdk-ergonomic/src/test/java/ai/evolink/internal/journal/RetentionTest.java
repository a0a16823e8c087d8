package ai.evolink.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.JournalEntry;
import ai.evolink.TaskJournal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final URI SERVICE = URI.create("https://api.evolink.ai");

  @Test
  void whatHasNoOrderIdIsForgottenAfterThirtyDays(@TempDir Path folder) {
    Instant now = Instant.now();
    TaskJournal first = TaskJournal.file(folder.resolve("journal"));
    first.open(SERVICE);
    intend(first, "ordered, old", true, now.minus(Duration.ofDays(31)));
    intend(first, "old", false, now.minus(Duration.ofDays(31)));
    intend(first, "young", false, now.minus(Duration.ofDays(29)));
    first.close();

    TaskJournal second = TaskJournal.file(folder.resolve("journal"));
    second.open(SERVICE);
    List<String> left = new ArrayList<>();
    second.forEach(entry -> left.add(entry.key().id()));
    second.close();

    assertThat(left).containsExactly("ordered, old", "young");
  }

  private static void intend(TaskJournal journal, String id, boolean ordered, Instant at) {
    JournalEntry intent =
        JournalEntry.builder(new JournalEntry.Key(id, 1)).ordered(ordered).intendedAt(at).build();
    assertThat(journal.intend(intent)).isEmpty();
  }
}
