package ai.evolink.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many small files become one, and what they say stays the same. */
class CompactionTest {
  private static final URI SERVICE = URI.create("https://example.com/");
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final HistoryFiles files;
  private final History history;

  CompactionTest(@TempDir Path folder) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    files = new HistoryFiles(folder.resolve("history"), clock);
    history = new History(folder.resolve("history"), clock, broken -> {});
  }

  @Test
  void smallFilesOfThePastAreOneFileWithTheSameContent() throws IOException {
    for (int i = 0; i <= Compaction.MANY; i++) {
      write(i, NOW.minus(Duration.ofDays(2)));
    }
    List<Bought> before = history.read().bought();
    history.tidy();
    assertThat(files.all()).hasSize(1);
    assertThat(history.read().bought())
        .extracting(Bought::id, each -> each.state(NOW), Bought::at, Bought::credits)
        .isEqualTo(
            before.stream()
                .map(
                    each ->
                        org.assertj.core.groups.Tuple.tuple(
                            each.id(), each.state(NOW), each.at(), each.credits()))
                .toList());
    try (var left = Files.list(history.folder())) {
      assertThat(left).as("the journal and its lock").hasSize(2);
    }
  }

  @Test
  void fewAreLeftAlone() throws IOException {
    write(0, NOW.minus(Duration.ofDays(2)));
    write(1, NOW.minus(Duration.ofDays(2)));
    history.tidy();
    assertThat(files.all()).hasSize(2);
  }

  @Test
  void whatAProcessMayStillWriteIsLeftAlone() throws IOException {
    for (int i = 0; i <= Compaction.MANY; i++) {
      write(i, NOW.minus(Duration.ofHours(1)));
    }
    history.tidy();
    assertThat(files.all()).hasSize(Compaction.MANY + 1);
  }

  @Test
  void whatIsOlderThanNinetyDaysGoes() throws IOException {
    write(0, NOW.minus(Duration.ofDays(91)));
    write(1, NOW.minus(Duration.ofDays(89)));
    history.tidy();
    assertThat(history.read().bought()).extracting(Bought::id).containsExactly("task-unified-1");
  }

  @Test
  void copyThatKnowsMoreCounts() throws IOException {
    write(2, NOW.minus(Duration.ofDays(2))); // accepted
    Bought accepted = history.read().bought().get(0);
    assertThat(accepted.isOpen()).isTrue();
    history.adopt(accepted);
    TaskJournal journal = history.journal();
    journal.open(SERVICE);
    journal.ended(accepted.id(), JournalState.COMPLETED, BigDecimal.ONE);
    journal.saved(accepted.id());
    journal.close();
    assertThat(files.all()).hasSize(2);
    assertThat(history.read().bought())
        .singleElement()
        .satisfies(each -> assertThat(each.state(NOW)).isEqualTo("saved"));
  }

  @Test
  void damagedFileIsToldAndKept() throws IOException {
    write(0, NOW.minus(Duration.ofDays(2)));
    Files.writeString(files.all().get(0), "nonsense");
    write(1, NOW.minus(Duration.ofDays(1)));
    assertThat(history.read().bought()).hasSize(1);
    assertThat(history.read().unreadable())
        .singleElement()
        .asString()
        .contains("it is not a journal");
    assertThat(history.forget(NOW.plusSeconds(1))).isEqualTo(1);
    assertThat(files.all()).hasSize(1);
  }

  @Test
  void intentOfADeadProcessIsUncertain() {
    JournalEntry intent = intent(0, NOW.minus(Duration.ofMinutes(6)));
    assertThat(new Bought(intent, SERVICE).state(NOW)).isEqualTo("uncertain");
    assertThat(new Bought(intent, SERVICE).state(NOW.minus(Duration.ofMinutes(4))))
        .isEqualTo("submitting");
  }

  /** By number: saved, failed, accepted, uncertain, and so on. */
  private void write(int number, Instant at) throws IOException {
    Path file = files.fresh();
    TaskJournal journal = TaskJournal.file(file);
    journal.open(SERVICE);
    JournalEntry intent = intent(number, at);
    journal.intend(intent);
    TaskHandle task = TaskHandle.ofId("task-unified-" + number);
    if (number % 4 == 3) {
      journal.uncertain(intent.key(), "no answer");
    } else {
      journal.accepted(intent.key(), task, new BigDecimal("1.6"));
    }
    if (number % 4 == 0) {
      journal.ended(task.id(), JournalState.COMPLETED, new BigDecimal("1.5"));
      journal.saved(task.id());
    } else if (number % 4 == 1) {
      journal.ended(task.id(), JournalState.FAILED, null);
    }
    journal.close();
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  private static JournalEntry intent(int number, Instant at) {
    return JournalEntry.builder(new JournalEntry.Key("key-" + number, 1))
        .ordered(true)
        .intendedAt(at.minusSeconds(number))
        .kind(Kind.IMAGE)
        .path("v1/images/generations")
        .model("gemini-2.5-flash-image")
        .fingerprint("1:x")
        .body("{\"prompt\":\"A cat\"}")
        .build();
  }
}
