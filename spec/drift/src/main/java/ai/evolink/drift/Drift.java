package ai.evolink.drift;

import static java.util.stream.Collectors.toSet;

import ai.evolink.spec.Contract;
import ai.evolink.spec.Documents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * The program. Ends with 0 if nothing differs, 1 if something does, 2 if something is unreadable.
 */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = "Compares the spec with the documentation and with the live catalogue.",
    exitCodeListHeading = "%nEnds with%n",
    exitCodeList = {
      "0:nothing differs but what the disputes allow",
      "1:something differs",
      "2:something cannot be read, or the arguments are wrong"
    })
public final class Drift implements Callable<Integer> {
  private static final int DIFFERS = 1;
  private static final int UNREADABLE = 2;

  @Option(
      names = "--pages",
      paramLabel = "WHERE",
      description =
          "A folder of pages (json, yaml, or Markdown with such blocks), one page, or the http"
              + " address of an index that links to them.")
  private @Nullable String pages;

  @Option(
      names = "--matching",
      paramLabel = "REGEX",
      description = "Only pages whose path or address has a match.")
  private Pattern matching = Pattern.compile("");

  @Option(
      names = "--complete",
      description = "The pages are all there are: models of the spec without a page differ too.")
  private boolean complete;

  @Option(
      names = "--catalogue",
      paramLabel = "WHERE",
      description = "An answer of /v1/catalog/models: a file, or its address.")
  private @Nullable String catalogue;

  @Option(names = "--spec", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}")
  private Path spec = Path.of("spec/evolink.yaml");

  @Option(names = "--disputes", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}")
  private Path disputes = Path.of("spec/disputes.yaml");

  @Spec private @Nullable CommandSpec command;

  private final List<Difference> found = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** Runs it and ends the JVM. */
  public static void main(String... arguments) {
    System.exit(run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), arguments));
  }

  /** Runs it, printing to {@code out}. */
  static int run(PrintWriter out, String... arguments) {
    return new CommandLine(new Drift())
        .setOut(out)
        .setErr(out)
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              line.getOut().println(e.getMessage());
              return UNREADABLE;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    if (pages == null && catalogue == null) {
      throw new IllegalArgumentException("Give --pages, or --catalogue, or both");
    }
    PrintWriter out = java.util.Objects.requireNonNull(command).commandLine().getOut();
    JsonNode document = Documents.read(spec);
    Disputes meant = Disputes.read(disputes);
    if (pages != null) {
      out.println(comparePages(pages, document));
    }
    if (catalogue != null) {
      JsonNode answer = Documents.yaml(Pages.text(catalogue));
      found.addAll(Catalogue.compare(catalogue, answer, new Ids(document)));
    }
    Report report = new Report(found, meant);
    out.print(report.text());
    if (complete && catalogue != null) {
      meant.unused().forEach(line -> out.println("No longer needed in " + disputes + ": " + line));
    }
    failures.forEach(failure -> out.println("Cannot be read: " + failure));
    out.flush();
    return failures.isEmpty() ? (report.isClean() ? 0 : DIFFERS) : UNREADABLE;
  }

  private String comparePages(String where, JsonNode document) {
    Contract contract = PageDiff.spec(document);
    Pages read = read(where);
    Set<String> models = new TreeSet<>();
    for (Page page : read.pages()) {
      try {
        PageDiff.compare(page, contract, found, models);
      } catch (IllegalArgumentException e) {
        found.add(
            new Difference(page.name(), "page", "", "", "cannot be compared: " + e.getMessage()));
      }
    }
    failures.addAll(read.failures());
    if (read.pages().isEmpty()) {
      failures.add(where + ": no page with an operation");
    }
    if (complete) {
      Ids ids = new Ids(document);
      Set<String> seen = models.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(toSet());
      ids.all().stream()
          .filter(id -> !ids.isDeprecated(id) && !ids.isAmong(id, seen))
          .forEach(
              id ->
                  found.add(new Difference(where, "models", "", ids.spelt(id), "without a page")));
    }
    return "Compared "
        + read.pages().size()
        + " pages with "
        + spec
        + "; "
        + read.others()
        + " more describe no operation";
  }

  private Pages read(String where) {
    try {
      return Pages.from(where, matching);
    } catch (UncheckedIOException e) {
      return new Pages(List.of(), 0, List.of(String.valueOf(e.getMessage())));
    }
  }
}
