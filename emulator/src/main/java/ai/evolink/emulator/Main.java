package ai.evolink.emulator;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The runnable jar: an emulator until it is stopped. */
@Command(
    name = "evolink-emulator",
    header = "Run an offline Evolink until Ctrl-C.",
    description = {
      "Plays the service for any client of its API: tasks that take their time, pictures that show"
          + " their prompt, credits, files, the documented errors. Any key will do.",
      ""
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "2:Wrong arguments, or the port is taken.",
      "130:Stopped by Ctrl-C, after what was asked has been answered.",
      "143:Stopped by SIGTERM, after what was asked has been answered."
    })
public final class Main implements Callable<Integer> {

  /** Less than the ten seconds after which containers are killed. */
  static final Duration GRACE = Duration.ofSeconds(8);

  @Mixin private final EmulatorOptions options = new EmulatorOptions();

  private Main() {}

  /** Runs an emulator as {@code args} say; {@code --help} tells what they can be. */
  public static void main(String[] args) {
    // The longest part of the start, and nothing of it depends on the arguments.
    Thread reader = new Thread(Spec::get, "evolink-emulator-spec");
    reader.setDaemon(true);
    reader.start();
    CommandLine command = new CommandLine(new Main());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler((e, rest) -> fail(command, e));
    command.setExecutionExceptionHandler((e, line, rest) -> fail(command, e));
    System.exit(command.execute(args));
  }

  private static int fail(CommandLine command, Exception problem) {
    command.getErr().println("error: " + problem.getMessage());
    command.getErr().println("next:  --help shows the options; --port 0 takes a free port");
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public Integer call() throws InterruptedException {
    EvolinkEmulator emulator;
    try {
      emulator = options.start();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new ParameterException(new CommandLine(this), String.valueOf(e.getMessage()), e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(emulator), "evolink-emulator-end"));
    System.out.println(options.guide(emulator));
    emulator.join();
    return CommandLine.ExitCode.OK;
  }

  private void end(EvolinkEmulator emulator) {
    emulator.shutdown(GRACE);
    options.farewell(emulator).ifPresent(System.err::println);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "evolink-emulator "
            + (version == null ? "dev" : version)
            + " (Java "
            + Runtime.version()
            + ")"
      };
    }
  }
}
