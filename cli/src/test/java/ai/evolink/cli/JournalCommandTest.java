package ai.evolink.cli;

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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCommandTest {
  private final Path folder;
  private final Path file;

  JournalCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("evolink.journal");
  }

  @BeforeEach
  void buy() {
    TaskJournal journal = TaskJournal.file(file);
    journal.open(URI.create("https://api.evolink.ai"));
    intend(journal, "poster-1");
    journal.accepted(
        key("poster-1"), TaskHandle.ofId("task-unified-1757169743-a"), new BigDecimal("2"));
    journal.accepted(key("poster-1"), TaskHandle.ofId("task-unified-1757169743-b"), null);
    journal.ended("task-unified-1757169743-a", JournalState.COMPLETED, new BigDecimal("1.50"));
    journal.saved("task-unified-1757169743-a");
    intend(journal, "poster-2");
    journal.accepted(
        key("poster-2"), TaskHandle.ofId("task-unified-1757169743-c"), new BigDecimal("3"));
    intend(journal, "poster-3");
    journal.uncertain(key("poster-3"), "no answer\u001b[2J");
    journal.hinted(key("poster-3"), "task-unified-1757169743-d");
    journal.close();
  }

  private static void intend(TaskJournal journal, String id) {
    journal.intend(
        JournalEntry.builder(key(id))
            .ordered(true)
            .intendedAt(Instant.parse("2026-11-28T12:00:00Z"))
            .kind(Kind.IMAGE)
            .path("/v1/images/generations")
            .model("z-image-turbo")
            .body("{\"prompt\":\"secret\"}")
            .callbackToken("secret")
            .build());
  }

  private static JournalEntry.Key key(String id) {
    return new JournalEntry.Key(id, 1);
  }

  private Run run(String command, String... options) {
    String[] words =
        Arrays.copyOf(new String[] {"journal", command, file.toString()}, 3 + options.length);
    System.arraycopy(options, 0, words, 3, options.length);
    return Run.bare(words);
  }

  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void entriesAreShownAsATable() {
    Run run = run("show").succeeded();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            id        attempt  state             kind   model          task                       \
            credits     detail
            poster-1  1        completed, saved  image  z-image-turbo  task-unified-1757169743-a  \
            1.50        bought too: task-unified-1757169743-b
            poster-2  1        accepted          image  z-image-turbo  task-unified-1757169743-c  \
            3 reserved
            poster-3  1        uncertain         image  z-image-turbo                             \
                        no answer [2J; a callback names task-unified-1757169743-d
            """);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void entriesAreADocument() {
    Run run = run("show", "--json").succeeded();
    Map<?, ?> document = run.document();
    assertThat(document.get("state")).isEqualTo("intact");
    assertThat(document.get("service")).isEqualTo("https://api.evolink.ai");
    List<?> entries = Objects.requireNonNull((List<?>) document.get("entries"));
    assertThat(entries).hasSize(3);
    Map<?, ?> first = (Map<?, ?>) entries.get(0);
    assertThat(first.get("order_id")).isEqualTo("poster-1");
    assertThat(first.get("attempt")).isEqualTo(1L);
    assertThat(first.get("state")).isEqualTo("completed");
    assertThat(first.get("saved")).isEqualTo(true);
    assertThat(first.get("credits_used")).isEqualTo(new BigDecimal("1.50"));
    assertThat(first.get("token")).asString().startsWith("evt1_");
    assertThat(first.get("other_tasks")).isEqualTo(List.of("task-unified-1757169743-b"));
    assertThat(run.out()).doesNotContain("secret");
  }

  @Test
  void intactJournalIsToldSo() throws Exception {
    assertThat(run("check").succeeded().out())
        .isEqualToNormalizingNewlines(
            "state    intact\nbytes    "
                + Files.size(file)
                + "\nentries  3\nservice  https://api.evolink.ai\n");
    assertThat(run("check", "--json").succeeded().document().get("entries")).isEqualTo(3L);
  }

  @Test
  void tornJournalIsNoError() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(run("check").succeeded().out())
        .startsWith("state    torn")
        .containsPattern("bytes    " + (bytes.length - 1) + "; torn from byte \\d+, \\d+ bytes");
    Map<?, ?> document = run("check", "--json").succeeded().document();
    assertThat(document.get("state")).isEqualTo("torn");
    assertThat(document.get("torn_bytes")).isNotEqualTo(0L);
  }

  @Test
  void damagedJournalIsTwelve() throws Exception {
    damage();
    Run run = run("check");
    assertThat(run.exit()).isEqualTo(12);
    assertThat(run.out())
        .startsWith("state    damaged")
        .containsPattern("damage   the checksum of the records at byte \\d+ is wrong");
    assertThat(run.err())
        .contains("error: The journal " + file + " cannot be used: the checksum")
        .contains("next:  Keep the file. What can be read of it: evolink journal show " + file);

    Run json = run("check", "--json");
    assertThat(json.exit()).isEqualTo(12);
    assertThat(json.document().get("state")).isEqualTo("damaged");
    assertThat(json.error().get("code")).isEqualTo("journal_damaged");
  }

  @Test
  void whatCanBeReadOfADamagedJournalIsShown() throws Exception {
    damage();
    Run run = run("show");
    assertThat(run.exit()).isEqualTo(12);
    assertThat(run.out()).contains("poster-1", "poster-2", "poster-3").doesNotContain("-d");
    assertThat(run.err()).contains("cannot be used");
  }

  @Test
  void fileThatIsNotThereIsAWrongArgument() {
    Run run = Run.bare("journal", "check", folder.resolve("none").toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("Cannot read the journal ").contains("there is no such file");
    assertThat(Run.bare("journal", "show").exit()).isEqualTo(2);
    assertThat(Run.bare("journal").exit()).isEqualTo(2);
    assertThat(Run.bare("journal").err()).contains("There is no command.");
  }

  @Test
  void journalIsNotChanged() throws Exception {
    byte[] before = Files.readAllBytes(file);
    Files.delete(folder.resolve("evolink.journal.lock"));
    run("show").succeeded();
    run("check").succeeded();
    assertThat(file).hasBinaryContent(before);
    assertThat(folder.toFile().list()).containsExactly("evolink.journal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "check"})
  void commandExplainsItself(String command) {
    assertThat(Run.bare("journal", command, "--help").succeeded().out())
        .contains("Usage: evolink journal " + command, "Examples:", "--json", "FILE")
        .doesNotContain("${");
  }
}
