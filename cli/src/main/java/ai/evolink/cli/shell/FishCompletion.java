package ai.evolink.cli.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, which picocli does not write: one line for each command and option. */
public final class FishCompletion {
  private final String program;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** {@return the script for a program of that name} */
  public static String of(String program, CommandLine root) {
    FishCompletion completion = new FishCompletion(program);
    completion.script.append("# fish completion for ").append(program).append('\n');
    completion.add(root, List.of());
    return completion.script.toString();
  }

  private void add(CommandLine command, List<String> path) {
    Map<String, CommandLine> subcommands = command.getSubcommands();
    String here = condition(path, subcommands.keySet());
    subcommands.forEach(
        (name, each) ->
            script
                .append("complete -c ")
                .append(program)
                .append(" -n ")
                .append(quoted(here))
                .append(path.isEmpty() ? " -f" : "")
                .append(" -a ")
                .append(name)
                .append(" -d ")
                .append(quoted(first(each.getCommandSpec().usageMessage().header())))
                .append('\n'));
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        add(option, here);
      }
    }
    subcommands.forEach((name, each) -> add(each, with(path, name)));
  }

  private void add(OptionSpec option, String here) {
    script.append("complete -c ").append(program).append(" -n ").append(quoted(here));
    for (String name : option.names()) {
      script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      script.append(" -r");
      Set<String> words = words(option);
      if (!words.isEmpty()) {
        script.append(" -f -a ").append(quoted(String.join(" ", words)));
      }
    }
    script.append(" -d ").append(quoted(first(option.description()))).append('\n');
  }

  static Set<String> words(OptionSpec option) {
    Set<String> words = new LinkedHashSet<>();
    if (option.completionCandidates() != null) {
      option.completionCandidates().forEach(words::add);
    } else if (option.type().isEnum()) {
      for (Object constant : option.type().getEnumConstants()) {
        words.add(String.valueOf(constant).toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  private static String condition(List<String> path, Set<String> subcommands) {
    if (path.isEmpty()) {
      return "__fish_use_subcommand";
    }
    StringBuilder condition = new StringBuilder();
    for (String name : path) {
      condition
          .append(condition.length() == 0 ? "" : "; and ")
          .append("__fish_seen_subcommand_from ")
          .append(name);
    }
    return subcommands.isEmpty()
        ? condition.toString()
        : condition + "; and not __fish_seen_subcommand_from " + String.join(" ", subcommands);
  }

  private static List<String> with(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  /** {@return the first sentence; the rest is for the help} */
  static String first(String... lines) {
    String text = String.join(" ", lines);
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
