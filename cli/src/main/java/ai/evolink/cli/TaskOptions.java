package ai.evolink.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which tasks are meant, and what is to become of their results. */
final class TaskOptions {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID_OR_TOKEN",
      description =
          "Id of a task, or the token that was printed for it; 'last' for the newest one of this"
              + " machine.")
  List<String> tasks = new ArrayList<>();

  @Option(names = "--last", description = "The newest task of this machine: the same as 'last'.")
  boolean last;

  @Mixin SaveOptions save = new SaveOptions();
  @Mixin TimeoutOption timeout = new TimeoutOption();
  @Mixin HistoryOption history = new HistoryOption();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  List<String> words() {
    List<String> words = new ArrayList<>(tasks);
    if (last) {
      words.add(Remembered.LAST);
    }
    if (words.isEmpty()) {
      throw CliException.usage(
          "Missing required parameter: 'ID_OR_TOKEN'",
          "'task list' shows what was bought on this machine; 'task last' is the newest.");
    }
    return words;
  }
}
