package ai.evolink.cli;

import ai.evolink.TaskHandle;
import ai.evolink.cli.history.Bought;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink task list}: what was bought on this machine. */
@Command(
    name = "list",
    header = "List what was bought on this machine, newest first.",
    description = {
      "Asks nobody, and needs no key: it is the history of this command line, as it last saw each"
          + " task. 'unfinished' was bought and its end not seen, 'unsaved' is done and not fetched,"
          + " 'uncertain' was sent and no answer came back.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} task list",
      "  ${ROOT-COMMAND-NAME} task list --open",
      "  ${ROOT-COMMAND-NAME} task list --json",
    })
final class TaskListCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
  private static final int PROMPT = 40;

  private final Cli cli;

  @Option(names = "--open", description = "Only what has not ended or was not saved.")
  boolean open;

  @Option(names = "--all", description = "What was bought at other addresses too.")
  boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "At most N. Default: 30.")
  int limit = 30;

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  TaskListCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(common.json);
    if (limit < 1) {
      throw CliException.usage("--limit must be at least 1, but was " + limit + ".", null);
    }
    Remembered remembered = Remembered.of(cli, connection);
    Instant now = Instant.now();
    List<Bought> fitting =
        (all ? remembered.everywhere() : remembered.here())
            .stream().filter(each -> !open || each.isOpen() || each.isUncertain(now)).toList();
    List<Bought> shown = fitting.stream().limit(limit).toList();
    if (common.json) {
      console.document(shown.stream().map(each -> document(each, now)).toList());
    } else {
      List<List<String>> rows = new ArrayList<>();
      shown.forEach(each -> rows.add(row(each, now)));
      Tables.lines(rows).forEach(console::line);
    }
    if (fitting.isEmpty()) {
      console.note(nothing(remembered));
    } else if (fitting.size() > shown.size()) {
      console.note(fitting.size() - shown.size() + " more: raise --limit.");
    }
    return ExitCode.OK.number();
  }

  private String nothing(Remembered remembered) {
    int others = remembered.everywhere().size() - remembered.here().size();
    if (!HistoryOption.isOn(cli)) {
      return "The history is switched off.";
    }
    return others > 0 && !all
        ? "Nothing here, but " + others + " at other addresses: --all shows them."
        : open ? "Nothing is open." : "Nothing was bought here yet.";
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  private static List<String> row(Bought bought, Instant now) {
    String prompt = bought.prompt().map(Text::harmless).orElse("");
    return List.of(
        time(bought.at()),
        bought.state(now),
        bought.id(),
        bought.entry().model(),
        bought.credits().map(credits -> credits.toPlainString()).orElse("-"),
        prompt.length() > PROMPT ? prompt.substring(0, PROMPT) + "…" : prompt);
  }

  private static Map<String, @Nullable Object> document(Bought bought, Instant now) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", bought.task().map(TaskHandle::id).orElse(null));
    document.put("token", bought.task().map(TaskHandle::toToken).orElse(null));
    document.put("state", bought.state(now));
    document.put("bought_at", bought.at().toString());
    document.put("kind", bought.entry().kind().name().toLowerCase(Locale.ROOT));
    document.put("model", bought.entry().model());
    document.put("prompt", bought.prompt().orElse(null));
    document.put("credits_reserved", bought.entry().creditsReserved().orElse(null));
    document.put("credits_used", bought.credits().orElse(null));
    document.put("service", bought.service());
    return document;
  }
}
