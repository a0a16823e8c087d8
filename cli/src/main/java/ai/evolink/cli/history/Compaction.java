package ai.evolink.cli.history;

import ai.evolink.JournalException;
import ai.evolink.JournalReport;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Puts files of a history together. A file is taken with its lock, so that no living process loses
 * it, and removed after its entries are in another one: should this be stopped in between, they
 * stand in both, which harms nobody.
 */
final class Compaction {
  /** More files than this are worth the work. */
  static final int MANY = 20;

  /** So that this never waits for the lock of a process that may be alive. */
  private static final Duration PAST = Duration.ofDays(1);

  /** Larger ones are left alone, or each entry would be copied every day. */
  private static final long SMALL = 64 * 1024;

  private static final Duration KEPT = Duration.ofDays(90);

  private final HistoryFiles files;
  private final Clock clock;

  Compaction(HistoryFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  void tidy() {
    try {
      Instant now = clock.instant();
      List<Path> old = new ArrayList<>();
      for (Path file : files.all()) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        if (written.isBefore(now.minus(KEPT))) {
          HistoryFiles.delete(file);
        } else if (written.isBefore(now.minus(PAST)) && Files.size(file) < SMALL) {
          old.add(file);
        }
      }
      if (old.size() > MANY) {
        rewrite(old, bought -> bought.at().isAfter(now.minus(KEPT)));
      }
    } catch (IOException | JournalException e) {
      // Another time, or by another process: what is there can be read as it is.
    }
  }

  int forget(Instant before) throws IOException {
    return rewrite(files.all(), bought -> !bought.at().isBefore(before));
  }

  /** {@return how many files could not be taken} */
  private int rewrite(List<Path> old, Predicate<Bought> keep) throws IOException {
    Map<URI, Map<String, Bought>> kept = new LinkedHashMap<>();
    Map<Path, TaskJournal> taken = new LinkedHashMap<>();
    int left = 0;
    try {
      for (Path file : old) {
        try {
          URI service = JournalReport.read(file).service().orElse(null);
          if (service == null) { // perhaps a process is about to write its first line
            left++;
            continue;
          }
          TaskJournal journal = TaskJournal.file(file);
          journal.open(service);
          taken.put(file, journal);
          Map<String, Bought> same = kept.computeIfAbsent(service, base -> new LinkedHashMap<>());
          journal.forEach(
              entry ->
                  same.merge(entry.key().toString(), new Bought(entry, service), Bought::further));
        } catch (JournalException e) {
          left++; // in use, or damaged, which is no reason to throw it away
        }
      }
      for (Map.Entry<URI, Map<String, Bought>> each : kept.entrySet()) {
        write(each.getKey(), each.getValue().values().stream().filter(keep).toList());
      }
      for (Map.Entry<Path, TaskJournal> each : taken.entrySet()) {
        each.getValue().close();
        HistoryFiles.delete(each.getKey());
      }
      taken.clear();
    } finally {
      taken.values().forEach(TaskJournal::close);
    }
    return left;
  }

  private void write(URI service, List<Bought> entries) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    TaskJournal journal = TaskJournal.file(files.fresh());
    journal.open(service);
    try {
      entries.forEach(bought -> Replay.into(journal, bought.entry()));
    } finally {
      journal.close();
    }
  }
}
