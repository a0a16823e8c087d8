package ai.evolink.internal.journal;

import static ai.evolink.internal.journal.Purchases.SERVICE;
import static ai.evolink.internal.journal.Purchases.intent;
import static ai.evolink.internal.journal.Purchases.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.TaskJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process has a journal, and the next one finds all that it was promised. */
class JournalLockTest {
  private final Path file;

  JournalLockTest(@TempDir Path folder) {
    this.file = folder.resolve("evolink.journal");
  }

  private TaskJournal opened() {
    TaskJournal journal = TaskJournal.file(file);
    journal.open(SERVICE);
    return journal;
  }

  private void tryOnce() {
    new EmbeddedJournal(new FileStorage(file, 1)).open(SERVICE);
  }

  @Test
  void secondJournalOfThisProcessIsRefused() {
    TaskJournal first = opened();
    assertThatThrownBy(this::tryOnce)
        .isInstanceOf(JournalException.class)
        .hasMessage(
            "The journal "
                + file
                + " is in use by another client of this process. Give each process a journal of its"
                + " own, or close the client of the other one first.");
    first.intend(intent("1"));
    first.close();
    opened().close();
  }

  @Test
  void waitForTheLockEndsWithAnInterrupt() {
    TaskJournal first = opened();
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::opened)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("Interrupted while the journal " + file + " was in use by another");
    assertThat(Thread.interrupted()).isTrue();
    first.close();
  }

  @Test
  void lockIsWaitedFor() throws Exception {
    TaskJournal first = opened();
    Thread closing = new Thread(first::close);
    closing.start(); // while the next one waits, or before
    opened().close();
    closing.join();
  }

  @Test
  void secondProcessIsRefusedAndTheFirstNamed() throws Exception {
    try (JournalOwner owner = JournalOwner.start(file)) {
      Objects.requireNonNull(owner.promise());
      assertThatThrownBy(this::tryOnce).isInstanceOf(JournalException.class);
      assertThatThrownBy(this::opened)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("is in use by process " + owner.pid() + ".");
      assertThat(owner.promise()).isNotNull();
    }
  }

  @Test
  void lockOfThisProcessOutlivesAllThatItDoes() throws Exception {
    TaskJournal journal = opened();
    journal.intend(intent("1").toBuilder().body("x".repeat(5 << 20)).build()); // a compaction
    assertThatThrownBy(this::tryOnce).isInstanceOf(JournalException.class);
    Files.readAllBytes(file);
    try (JournalOwner other = JournalOwner.start(file)) {
      assertThat(other.promise()).isNull();
    }
    journal.close();
  }

  @Test
  void killedProcessHasKeptItsPromises() throws Exception {
    for (int promises : new int[] {1, 50, 400}) {
      List<String> kept = new ArrayList<>();
      try (JournalOwner owner = JournalOwner.start(file)) {
        for (int i = 0; i < promises; i++) {
          kept.add(Objects.requireNonNull(owner.promise()));
        }
        owner.kill();
        for (String more = owner.promise(); more != null; more = owner.promise()) {
          if (more.endsWith(".")) { // and was not cut
            kept.add(more);
          }
        }
      }
      TaskJournal journal = opened();
      for (String promise : kept) {
        String id = promise.substring(promise.indexOf(' ') + 1, promise.length() - 1);
        JournalEntry entry =
            journal.find(id).orElseThrow(() -> new AssertionError("lost: " + promise));
        if (promise.startsWith("bought ")) {
          assertThat(entry.task()).as(promise).contains(task(id));
        }
      }
      journal.close();
      Files.delete(file);
    }
  }
}
