package ai.evolink.internal.journal;

import static ai.evolink.internal.journal.Purchases.SERVICE;
import static ai.evolink.internal.journal.Purchases.TASK;
import static ai.evolink.internal.journal.Purchases.all;
import static ai.evolink.internal.journal.Purchases.intent;
import static ai.evolink.internal.journal.Purchases.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.JournalException;
import ai.evolink.JournalReport;
import ai.evolink.TaskJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReportTest {
  private final Path folder;
  private final Path file;

  JournalReportTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("evolink.journal");
  }

  @BeforeEach
  void buy() {
    TaskJournal journal = TaskJournal.file(file);
    journal.open(SERVICE);
    journal.intend(intent("1"));
    journal.accepted(key("1"), TASK, null);
    journal.intend(intent("2"));
    journal.close();
  }

  @Test
  void tellsWhatIsThereAndChangesNothing() throws Exception {
    byte[] before = Files.readAllBytes(file);
    Files.delete(folder.resolve("evolink.journal.lock"));

    JournalReport report = JournalReport.read(file);

    assertThat(report.service()).contains(SERVICE);
    assertThat(report.entries()).hasSize(2);
    assertThat(report.entries().get(0).task()).contains(TASK);
    assertThat(report.entries().get(1)).isEqualTo(intent("2"));
    assertThat(report.bytes()).isEqualTo(before.length);
    assertThat(report.tornBytes()).isZero();
    assertThat(report.damage()).isEmpty();
    assertThat(report)
        .hasToString(
            "JournalReport[https://api.evolink.ai, 2 entries, " + before.length + " bytes]");
    assertThat(file).hasBinaryContent(before);
    assertThat(folder.toFile().list()).containsExactly("evolink.journal");
  }

  @Test
  void journalOfARunningClientIsRead() {
    TaskJournal journal = TaskJournal.file(file);
    journal.open(SERVICE);
    journal.intend(intent("3"));
    assertThat(JournalReport.read(file).entries()).isEqualTo(all(journal));
    journal.accepted(key("3"), TASK, null); // the lock was not lost by that
    journal.close();
  }

  @Test
  void tornEndIsCounted() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 7));
    JournalReport report = JournalReport.read(file);
    assertThat(report.damage()).isEmpty();
    assertThat(report.entries()).hasSize(1);
    assertThat(report.tornBytes()).isBetween(300L, 900L);
    assertThat(report.toString()).contains(" bytes, " + report.tornBytes() + " torn]");
  }

  @Test
  void damageIsToldAndWhatStandsBeforeItIsRead() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    JournalReport report = JournalReport.read(file);
    assertThat(report.damage().orElseThrow())
        .matches("the checksum of the records at byte \\d+ is wrong");
    assertThat(report.entries()).hasSize(1);
    assertThat(report.tornBytes()).isZero();
    assertThat(report.toString()).contains(", damaged: the checksum");
  }

  @Test
  void fileThatIsNoJournalIsDamaged() throws Exception {
    Files.write(file, "Dear diary".getBytes(UTF_8));
    JournalReport report = JournalReport.read(file);
    assertThat(report.damage()).contains("it is not a journal, or damaged at its start");
    assertThat(report.service()).isEmpty();
    assertThat(report.entries()).isEmpty();
  }

  @Test
  void fileThatCannotBeReadIsAnError() {
    assertThatThrownBy(() -> JournalReport.read(folder.resolve("none")))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith("Cannot read the journal " + folder.resolve("none") + ": ")
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> JournalReport.read(folder))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("it is not a plain file");
  }
}
