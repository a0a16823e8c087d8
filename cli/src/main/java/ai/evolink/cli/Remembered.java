package ai.evolink.cli;

import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.cli.history.Bought;
import ai.evolink.cli.history.History;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The history as commands ask it: which task was the last one, and what is open still. */
final class Remembered {
  static final String LAST = "last";

  private final @Nullable History history;
  private final List<Bought> bought;
  private final URI service;

  private Remembered(@Nullable History history, List<Bought> bought, URI service) {
    this.history = history;
    this.bought = bought;
    this.service = service;
  }

  /**
   * Reads what was bought at the service that the options name; damage is told, and no reason to
   * fail.
   */
  static Remembered of(Cli cli, ConnectionOptions connection) {
    History history = connection.emulator ? null : HistoryOption.at(cli);
    URI service = connection.emulator ? URI.create("emulator:") : Session.service(cli, connection);
    if (history == null) {
      return new Remembered(null, List.of(), service);
    }
    try {
      History.Content content = history.read();
      content
          .unreadable()
          .forEach(problem -> cli.console().note("Part of the history cannot be read: " + problem));
      return new Remembered(history, content.bought(), service);
    } catch (IOException e) {
      cli.console().note("The history cannot be read: " + Text.problem(e) + ".");
      return new Remembered(history, List.of(), service);
    }
  }

  /** {@return what was bought at this service, newest first} */
  List<Bought> here() {
    return bought.stream().filter(each -> each.service().equals(service)).toList();
  }

  /** {@return what was bought anywhere, newest first} */
  List<Bought> everywhere() {
    return bought;
  }

  /** {@return the newest task of this service} */
  TaskHandle last() {
    return here().stream()
        .flatMap(each -> each.task().stream())
        .findFirst()
        .orElseThrow(
            () ->
                CliException.usage(
                    "The history has no task of " + service + ".",
                    "'task list --all' shows those of other services."));
  }

  /** {@return the task with that id, if the history has it} */
  Optional<TaskHandle> find(String id) {
    return here().stream()
        .flatMap(each -> each.task().stream())
        .filter(t -> t.id().equals(id))
        .findFirst();
  }

  /** {@return tasks to wait for or to save, oldest first} */
  List<TaskHandle> open() {
    Stream<TaskHandle> open =
        here().stream().filter(Bought::isOpen).flatMap(each -> each.task().stream());
    List<TaskHandle> oldestFirst = new ArrayList<>(open.toList());
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }

  /**
   * {@return the journal that hears what becomes of {@code tasks}; null if nothing is remembered}
   */
  @Nullable TaskJournal following(List<TaskHandle> tasks) {
    History kept = history;
    if (kept == null) {
      return null;
    }
    boolean any = false;
    for (Bought each : here()) {
      if (each.task().filter(tasks::contains).isPresent()) {
        kept.adopt(each);
        any = true;
      }
    }
    return any ? kept.journal() : null;
  }
}
