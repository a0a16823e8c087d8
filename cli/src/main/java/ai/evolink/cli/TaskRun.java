package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.TaskSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks at tasks, or waits for them, one after the other. */
final class TaskRun {
  private static final String TOKEN_START = "evt";

  private final Cli cli;
  private final TaskOptions options;
  private final List<Map<String, @Nullable Object>> documents = new ArrayList<>();

  TaskRun(Cli cli, TaskOptions options) {
    this.cli = cli;
    this.options = options;
  }

  /** {@return the tasks that the words stand for} */
  List<TaskHandle> named(Remembered remembered) {
    LinkedHashSet<TaskHandle> named = new LinkedHashSet<>();
    for (String word : options.words()) {
      named.add(named(word, remembered));
    }
    return List.copyOf(named);
  }

  private static TaskHandle named(String word, Remembered remembered) {
    if (word.equals(Remembered.LAST)) {
      return remembered.last();
    }
    if (word.startsWith(TOKEN_START)) {
      return Arguments.check(() -> TaskHandle.fromToken(word), "Give the task's id instead.");
    }
    return remembered
        .find(word)
        .orElseGet(() -> Arguments.check(() -> TaskHandle.ofId(word), null));
  }

  /** Asks once for each; a failed task is no failure of this command. */
  void look(List<TaskHandle> tasks, Remembered remembered) {
    try (Session session = open(tasks, remembered)) {
      for (TaskHandle task : tasks) {
        TaskSnapshot now =
            Arguments.check(() -> session.client().tasks().get(task.id()), null).result();
        if (!options.common.json && !documents.isEmpty()) {
          cli.console().line("");
        }
        show(now, List.of(), tasks.size() > 1);
      }
    } finally {
      finish(tasks.size() > 1);
    }
  }

  /**
   * Waits for each, and saves its results if there is a place for them.
   *
   * @throws CliException if something went wrong with one; the others were waited for all the same
   */
  void waitFor(List<TaskHandle> tasks, Remembered remembered, @Nullable String out) {
    OutputTarget target = options.save.target(out, cli);
    if (out != null) {
      target.requireWritable();
      if (tasks.size() > 1) {
        target.requireDirectory();
      }
    }
    @Nullable CliException first = null;
    try (Session session = open(tasks, remembered)) {
      for (TaskHandle task : tasks) {
        try {
          waitFor(task, session, target, out, tasks.size() > 1);
        } catch (CliException e) {
          if (tasks.size() == 1 || e.failure().exit() == ExitCode.INTERRUPTED) {
            throw e;
          }
          if (first == null) {
            first = e;
          } else {
            cli.console().fail(first.failure());
            first = e;
          }
        }
      }
    } finally {
      finish(tasks.size() > 1);
    }
    if (first != null) {
      throw first;
    }
  }

  private void waitFor(
      TaskHandle task,
      Session session,
      OutputTarget target,
      @Nullable String out,
      boolean several) {
    Resume resume = Resume.of(cli, options.connection, out, options.save.force);
    Generation made =
        new TaskWait(cli, resume)
            .run(options.timeout, terms -> session.client().tasks().follow(task, terms));
    List<Path> files =
        out == null ? List.of() : new Results(cli, resume, options.save.open).save(made, target);
    if (out == null || options.common.json) {
      show(made.snapshot(), files, several);
    }
  }

  private Session open(List<TaskHandle> tasks, Remembered remembered) {
    @Nullable TaskJournal journal =
        options.history.open(cli) == null ? null : remembered.following(tasks);
    UnaryOperator<EvolinkClient.Builder> settings =
        journal == null ? UnaryOperator.identity() : client -> client.journal(journal);
    return Session.openWith(cli, options.connection, settings);
  }

  private void finish(boolean several) {
    if (several && options.common.json && !documents.isEmpty()) {
      cli.console().document(Map.of("tasks", documents));
    }
  }

  private void show(TaskSnapshot now, List<Path> files, boolean several) {
    Console console = cli.console();
    Map<String, @Nullable Object> document = TaskDocument.of(now, files);
    documents.add(document);
    if (options.common.json) {
      if (!several) {
        console.document(document);
      }
      return;
    }
    console.line("task    " + now.id());
    now.model().ifPresent(model -> console.line("model   " + model));
    String progress =
        now.progress().isPresent() && !now.isTerminal()
            ? ", " + now.progress().getAsInt() + " %"
            : "";
    console.line("status  " + now.status().value() + progress);
    if (document.get("credits") instanceof Number credits) {
      console.line("credits " + credits);
    }
    now.error()
        .ifPresent(error -> console.line("error   " + error.code() + ": " + error.message()));
    now.results().forEach(link -> console.line("result  " + Text.cut(link.toString())));
    now.unusableResults().forEach(text -> console.line("unusable result  " + Text.cut(text)));
  }
}
