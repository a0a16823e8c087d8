package ai.evolink.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands put together: parsing, help, errors. */
final class Commands {
  private final Cli cli;
  private final Ansi ansi;

  Commands(Cli cli, Ansi ansi) {
    this.cli = cli;
    this.ansi = ansi;
  }

  /** Runs one command to its end; never throws. */
  int run(String[] args, PrintStream out, PrintStream err) {
    List<String> words = Arrays.asList(args);
    cli.console().useJson(words.contains(CommonOptions.JSON));
    CommandLine commands = commands();
    commands.setOut(writer(out));
    commands.setErr(writer(err));
    commands.setExecutionStrategy(
        parsed -> {
          for (CommandLine each : parsed.asCommandLineList()) {
            if (each.getParseResult().hasMatchedOption(CommonOptions.QUIET)) {
              cli.console().beQuiet();
            }
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    commands.setParameterExceptionHandler((e, rest) -> fail(e, usage(e), words));
    commands.setExecutionExceptionHandler((e, command, rest) -> fail(e, Failures.of(e), words));
    try {
      Arguments.requireReadable(words);
      return commands.execute(args);
    } catch (CliException e) {
      return fail(e, e.failure(), words);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return fail(e, Failures.of(e), words);
    }
  }

  /** {@return a parser of every command} */
  CommandLine commands() {
    CommandLine root =
        new CommandLine(new EvolinkCommand())
            .addSubcommand(new ImageCommand(cli))
            .addSubcommand(new VideoCommand(cli))
            .addSubcommand(new AudioCommand(cli))
            .addSubcommand(new BatchCommand(cli))
            .addSubcommand(
                new CommandLine(new BulkCommand())
                    .addSubcommand(new BulkStatusCommand(cli))
                    .addSubcommand(new BulkWorkCommand(cli))
                    .addSubcommand(new BulkRetryCommand(cli))
                    .addSubcommand(new BulkAcceptCommand(cli))
                    .addSubcommand(new BulkGiveUpCommand(cli)))
            .addSubcommand(
                new CommandLine(new ModelsCommand(cli))
                    .addSubcommand(new ModelsPricingCommand(cli)))
            .addSubcommand(
                new CommandLine(new TaskCommand(cli))
                    .addSubcommand(new TaskListCommand(cli))
                    .addSubcommand(new TaskWaitCommand(cli)))
            .addSubcommand(new ResumeCommand(cli))
            .addSubcommand(new HistoryCommand(cli))
            .addSubcommand(new LoginCommand(cli))
            .addSubcommand(new LogoutCommand(cli))
            .addSubcommand(new ConfigCommand(cli))
            .addSubcommand(new DoctorCommand(cli))
            .addSubcommand(new CreditsCommand(cli))
            .addSubcommand(new UploadCommand(cli))
            .addSubcommand(
                new CommandLine(new JournalCommand())
                    .addSubcommand(new JournalShowCommand(cli))
                    .addSubcommand(new JournalCheckCommand(cli)))
            .addSubcommand(new EmulatorCommand(cli))
            .addSubcommand(McpCommand.NAME, new McpCommand(cli))
            .addSubcommand(new CompletionCommand(cli))
            .addSubcommand(new ManCommand(cli))
            .addSubcommand(new HelpCommand());
    root.setCommandName(cli.name());
    complete(root);
    root.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.table());
    Converters.register(root);
    // A prompt may begin with @, and is not the name of a file then.
    return root.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
  }

  /** What is the same for every command. */
  private static void complete(CommandLine command) {
    command.getSubcommands().values().forEach(Commands::complete);
    command
        .getCommandSpec()
        .mixinStandardHelpOptions(!command.getCommandName().equals(McpCommand.NAME))
        .versionProvider(new CliVersion())
        .usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true);
  }

  private int fail(Throwable thrown, Failure failure, List<String> words) {
    cli.console().fail(failure);
    if (words.contains(CommonOptions.DEBUG)) {
      cli.console().stackTrace(thrown);
    }
    return failure.exit().number();
  }

  /** Writes with the encoding of the stream, which a writer on JDK 17 would not know. */
  private static PrintWriter writer(PrintStream stream) {
    Writer through =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) {
            stream.print(new String(text, offset, length));
          }

          @Override
          public void flush() {
            stream.flush();
          }

          @Override
          public void close() {
            stream.flush();
          }
        };
    return new PrintWriter(through, true);
  }

  private static Failure usage(ParameterException e) {
    String help = "See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return Failure.of(ExitCode.USAGE, String.valueOf(e.getMessage()), help);
    }
    // The first one only: the others may be the values of an option that is misspelt.
    String first = unmatched.getUnmatched().get(0);
    String what = first.startsWith("-") ? "Unknown option" : "Unexpected argument";
    List<String> suggestions = unmatched.getSuggestions();
    return Failure.of(
        ExitCode.USAGE,
        what + ": '" + first + "'",
        suggestions.isEmpty()
            ? help
            : "Did you mean " + String.join(" or ", suggestions) + "? " + help);
  }
}
