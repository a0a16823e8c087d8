package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is decided about rows of which nobody knows whether they were bought. */
final class BatchDecisions {
  private static final String LOOK = "Look at the journal with: evolink journal show FILE";

  @Option(
      names = "--accept",
      paramLabel = "ORDER_ID=TASK",
      description =
          "This uncertain row has bought TASK, as the dashboard shows. Repeat it for more.")
  List<String> accept = new ArrayList<>();

  @Option(
      names = "--give-up",
      paramLabel = "ORDER_ID",
      description =
          "Ask no more about this uncertain row. It is never bought again. Repeat it for more.")
  List<String> giveUp = new ArrayList<>();

  /** {@return the tasks by order id; an id may have equals signs, and a task has none} */
  private Map<String, String> accepted() {
    Map<String, String> tasks = new LinkedHashMap<>();
    for (String pair : accept) {
      int equals = pair.lastIndexOf('=');
      if (equals <= 0 || equals == pair.length() - 1) {
        throw CliException.usage(
            "--accept needs an order id and a task, as ORDER_ID=TASK, but was '" + pair + "'.",
            null);
      }
      if (tasks.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw CliException.usage("--accept names '" + pair.substring(0, equals) + "' twice.", null);
      }
    }
    return tasks;
  }

  /** Refuses what cannot be decided, before anything is asked or sent. */
  void require(TaskJournal journal, List<String> retry) {
    Set<String> accepted = accepted().keySet();
    for (String id : giveUp) {
      if (accepted.contains(id)) {
        throw CliException.usage("--accept and --give-up both name '" + id + "'.", null);
      }
    }
    accepted.forEach(id -> requireUncertain("--accept", id, journal));
    giveUp.forEach(id -> requireUncertain("--give-up", id, journal));
    Stream.concat(accepted.stream(), giveUp.stream())
        .filter(retry::contains)
        .findFirst()
        .ifPresent(
            id -> {
              throw CliException.usage("--retry names '" + id + "' too.", "Decide one of them.");
            });
  }

  private static void requireUncertain(String option, String id, TaskJournal journal) {
    JournalState state =
        journal
            .find(id)
            .orElseThrow(
                () -> CliException.usage(option + ": the journal knows no row '" + id + "'.", LOOK))
            .state();
    boolean again = option.equals("--give-up") && state == JournalState.GIVEN_UP;
    if (state != JournalState.UNCERTAIN && !again) {
      throw CliException.usage(
          option
              + ": '"
              + id
              + "' is not uncertain, but "
              + Text.word(state)
              + ". Nothing was changed.",
          LOOK);
    }
  }

  /** Decides. A task is accepted only once the service has confirmed that it fits. */
  void make(EvolinkClient client, Console console) {
    accepted()
        .forEach(
            (id, task) -> {
              TaskHandle bought =
                  Arguments.check(
                      () -> client.purchase(id).orElseThrow().accept(task).result(),
                      "Look for the right task in the dashboard.");
              console.note(id + " has bought " + bought.id() + ".");
            });
    for (String id : giveUp) {
      client.purchase(id).orElseThrow().giveUp();
      console.note(id + " is given up.");
    }
  }
}
