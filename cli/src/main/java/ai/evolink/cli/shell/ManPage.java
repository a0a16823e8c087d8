package ai.evolink.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of all commands, in the macros that every man has. Picocli writes pages by way of
 * AsciiDoc, whose tools are larger than this program.
 */
public final class ManPage {
  private final String program;
  private final StringBuilder page = new StringBuilder();

  private ManPage(String program) {
    this.program = program;
  }

  /**
   * {@return the page}
   *
   * @param exitCodes what each exit code means
   * @param variables what each variable of the environment is for
   * @param files what each file holds
   */
  public static String of(
      String program,
      CommandLine root,
      Map<String, String> exitCodes,
      Map<String, String> variables,
      Map<String, String> files) {
    return new ManPage(program).write(root, exitCodes, variables, files);
  }

  private String write(
      CommandLine root,
      Map<String, String> exitCodes,
      Map<String, String> variables,
      Map<String, String> files) {
    CommandSpec spec = root.getCommandSpec();
    page.append(".TH ").append(program.toUpperCase(Locale.ROOT)).append(" 1\n");
    section("NAME");
    text(program + " \\- " + escaped(join(spec.usageMessage().header())));
    section("SYNOPSIS");
    page.append(".B ").append(program).append("\n.I COMMAND\n[\\fIARGUMENT\\fR...]\n");
    section("DESCRIPTION");
    text(escaped(join(spec.usageMessage().description())));
    section("COMMANDS");
    commands(root, List.of());
    section("EXIT STATUS");
    table(exitCodes);
    section("ENVIRONMENT");
    table(variables);
    section("FILES");
    table(files);
    return page.toString();
  }

  private void commands(CommandLine command, List<String> path) {
    command
        .getSubcommands()
        .forEach(
            (name, each) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              command(each.getCommandSpec(), String.join(" ", longer));
              commands(each, longer);
            });
  }

  private void command(CommandSpec spec, String name) {
    page.append(".SS ").append(program).append(' ').append(name);
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
      page.append(parameter.arity().min() == 0 ? " [" + label + "]" : " " + label);
    }
    page.append('\n');
    text(escaped(join(spec.usageMessage().header())));
    String description = join(spec.usageMessage().description());
    if (!description.isEmpty()) {
      page.append(".PP\n");
      text(escaped(description));
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      entry("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter);
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        String names = "\\fB" + escaped(String.join(", ", option.names())) + "\\fR";
        entry(
            option.arity().max() > 0
                ? names + " \\fI" + escaped(option.paramLabel()) + "\\fR"
                : names,
            option);
      }
    }
    examples(spec);
  }

  private void entry(String term, ArgSpec argument) {
    page.append(".TP\n").append(term).append('\n');
    text(escaped(join(argument.description())));
  }

  private void examples(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    for (String line : spec.usageMessage().footer()) {
      if (line.startsWith("  ")) {
        lines.add(line.strip().replace("${ROOT-COMMAND-NAME}", program));
      }
    }
    if (!lines.isEmpty()) {
      page.append(".PP\nExamples:\n.PP\n.nf\n.RS\n");
      lines.forEach(line -> text(escaped(line)));
      page.append(".RE\n.fi\n");
    }
  }

  private void section(String title) {
    page.append(".SH ").append(title).append('\n');
  }

  private void table(Map<String, String> rows) {
    rows.forEach(
        (term, meaning) -> {
          page.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
          text(escaped(meaning));
        });
  }

  /** A line of text, which must not begin as a macro does. */
  private void text(String line) {
    page.append(line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line).append('\n');
  }

  private static String join(String... lines) {
    return String.join(" ", lines).replaceAll("\\s+", " ").strip();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("…", "...");
  }
}
