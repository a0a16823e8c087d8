package ai.evolink.cli;

import ai.evolink.JournalEntry;
import ai.evolink.JournalReport;
import ai.evolink.TaskHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evolink journal show}: what was bought, or may have been. */
@Command(
    name = "show",
    header = "List the entries of a journal, oldest first.",
    description = {
      "Of a damaged journal it shows what stands before the damage. An entry in the state intent is"
          + " under way if its process is alive, and uncertain if it is not.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} journal show evolink.journal",
      "  ${ROOT-COMMAND-NAME} journal show evolink.journal --json",
    })
final class JournalShowCommand implements Callable<Integer> {
  private static final List<String> HEADS =
      List.of("id", "attempt", "state", "kind", "model", "task", "credits", "detail");

  private final Cli cli;

  @Mixin JournalFile journal = new JournalFile();
  @Mixin CommonOptions common = new CommonOptions();

  JournalShowCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(common.json);
    JournalReport report = journal.read();
    if (common.json) {
      Map<String, @Nullable Object> document = journal.document(report);
      document.put("entries", report.entries().stream().map(JournalShowCommand::document).toList());
      console.document(document);
    } else {
      table(report.entries(), console);
    }
    journal.requireUsable(report, cli);
    return ExitCode.OK.number();
  }

  private static void table(List<JournalEntry> entries, Console console) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADS);
    entries.forEach(entry -> rows.add(row(entry)));
    int[] widths = new int[HEADS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      console.line(line.toString().stripTrailing());
    }
  }

  private static List<String> row(JournalEntry entry) {
    List<String> detail = new ArrayList<>();
    entry.detail().ifPresent(detail::add);
    entry.hint().ifPresent(id -> detail.add("a callback names " + id));
    entry.otherTasks().forEach(id -> detail.add("bought too: " + id));
    return List.of(
        Text.harmless(entry.key().id()),
        Integer.toString(entry.key().attempt()),
        word(entry.state()) + (entry.isSaved() ? ", saved" : ""),
        word(entry.kind()),
        Text.harmless(entry.model()),
        Text.harmless(entry.task().map(TaskHandle::id).orElse("")),
        credits(entry),
        Text.cut(Text.harmless(String.join("; ", detail))));
  }

  private static String credits(JournalEntry entry) {
    return entry
        .creditsUsed()
        .map(used -> used.toPlainString())
        .or(() -> entry.creditsReserved().map(held -> held.toPlainString() + " reserved"))
        .orElse("");
  }

  private static Map<String, @Nullable Object> document(JournalEntry entry) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", entry.key().id());
    document.put("order_id", entry.orderId().orElse(null));
    document.put("attempt", entry.key().attempt());
    document.put("state", word(entry.state()));
    document.put("saved", entry.isSaved());
    document.put("intended_at", entry.intendedAt().toString());
    document.put("kind", word(entry.kind()));
    document.put("path", entry.path());
    document.put("model", entry.model());
    document.put("task", entry.task().map(TaskHandle::id).orElse(null));
    document.put("token", entry.task().map(TaskHandle::toToken).orElse(null));
    document.put("other_tasks", entry.otherTasks());
    document.put("credits_reserved", entry.creditsReserved().orElse(null));
    document.put("credits_used", entry.creditsUsed().orElse(null));
    document.put("detail", entry.detail().orElse(null));
    document.put("hint", entry.hint().orElse(null));
    return document;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
