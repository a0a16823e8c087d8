package ai.evolink.cli.history;

import ai.evolink.JournalException;
import ai.evolink.JournalReport;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/*
 * How it works. A file of the SDK's journal is for one process at a time, and two commands at once
 * must both buy without waiting for one another. So each process has a file of its own. What it
 * hears of a purchase of an earlier process it writes into its own file too, beginning with a copy.
 * So a purchase may stand in several files, and the one that has come furthest counts: whoever reads
 * needs no lock. Small files of the past are put together now and then (Compaction).
 */

/**
 * What was bought on this machine. Reading takes no lock; each history writes a file of its own.
 * Not thread-safe but for {@link #journal()}.
 */
public final class History {
  private final HistoryFiles files;
  private final MirroredJournal journal;
  private final Clock clock;

  /**
   * @param broken told once if nothing can be written; nothing else fails then
   */
  public History(Path folder, Clock clock, Consumer<Exception> broken) {
    this.files = new HistoryFiles(folder, clock);
    this.journal = new MirroredJournal(files::fresh, broken);
    this.clock = clock;
  }

  /** {@return the journal to give to a client} It never refuses a purchase. */
  public TaskJournal journal() {
    return journal;
  }

  /**
   * What is there.
   *
   * @param bought newest first
   * @param unreadable what is wrong with files that could not be read, or not to their end
   */
  public record Content(List<Bought> bought, List<String> unreadable) {
    /** {@return those of one service} */
    public List<Bought> of(URI service) {
      return bought.stream().filter(each -> each.service().equals(service)).toList();
    }

    /** {@return the one with that id of a task, or of an attempt} */
    public Optional<Bought> find(String id) {
      return bought.stream()
          .filter(each -> each.id().equals(id) || each.entry().key().id().equals(id))
          .findFirst();
    }
  }

  /**
   * Reads it as it is at this moment.
   *
   * @throws IOException if there is a folder that cannot be read
   */
  public Content read() throws IOException {
    Map<String, Bought> found = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    for (Path file : files.all()) {
      try {
        JournalReport report = JournalReport.read(file);
        report.damage().ifPresent(damage -> unreadable.add(file + ": " + damage));
        URI service = report.service().orElse(null);
        if (service != null) {
          report
              .entries()
              .forEach(
                  entry ->
                      found.merge(
                          service + " " + entry.key(),
                          new Bought(entry, service),
                          Bought::further));
        }
      } catch (JournalException e) {
        unreadable.add(e.summary());
      }
    }
    List<Bought> bought = new ArrayList<>(found.values());
    bought.sort(Comparator.comparing(Bought::at).reversed());
    return new Content(bought, unreadable);
  }

  /**
   * {@return the base URL of the client that {@link #journal()} was given to; empty before that}
   */
  public Optional<URI> service() {
    return journal.service();
  }

  /** Has {@link #journal()} follow what becomes of a purchase of an earlier process. */
  public void adopt(Bought bought) {
    journal.adopt(bought.entry());
  }

  /** Puts small files of the past together, and drops what is too old. Never fails. */
  public void tidy() {
    new Compaction(files, clock).tidy();
  }

  /**
   * Forgets all that was bought before.
   *
   * @return how many files are left because a process uses them
   * @throws IOException if files cannot be removed
   */
  public int forget(Instant before) throws IOException {
    return new Compaction(files, clock).forget(before);
  }

  /** {@return where the files are} */
  public Path folder() {
    return files.folder();
  }
}
