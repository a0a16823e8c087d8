package ai.evolink.cli;

import ai.evolink.emulator.EmulatorOptions;
import ai.evolink.emulator.EvolinkEmulator;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evolink emulator}: an offline Evolink for whatever speaks its API. */
@Command(
    name = "emulator",
    header = "Run an offline Evolink until Ctrl-C.",
    description = {
      "Plays the service for this command, the SDK and any other client: tasks that take their time,"
          + " pictures that show their prompt, credits, files, the documented errors. Any key will"
          + " do.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} emulator",
      "  ${ROOT-COMMAND-NAME} emulator --port 0 --pace 10s --mode strict",
      "  ${ROOT-COMMAND-NAME} emulator --speed 60 --tls",
      "  # in a container, for other containers",
      "  ${ROOT-COMMAND-NAME} emulator --host 0.0.0.0",
    })
final class EmulatorCommand implements Callable<Integer> {
  /** Less than the ten seconds after which containers are killed. */
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final Cli cli;

  @Mixin EmulatorOptions options = new EmulatorOptions();

  @Mixin CommonOptions common = new CommonOptions();

  EmulatorCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    try (EvolinkEmulator emulator = start()) {
      cli.interrupts().during(() -> end(emulator));
      announce(emulator);
      emulator.join();
      return ExitCode.OK.number();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.number();
    }
  }

  private EvolinkEmulator start() {
    try {
      return Arguments.check(options::start, null);
    } catch (CliException e) {
      String message = e.failure().message();
      throw new CliException(
          Failure.of(ExitCode.USAGE, message.startsWith("port ") ? "--" + message : message, null),
          e);
    } catch (UncheckedIOException e) {
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              e.getMessage() + ".",
              "Choose another with --port; --port 0 takes a free one."),
          e);
    }
  }

  private void end(EvolinkEmulator emulator) {
    emulator.shutdown(GRACE);
    options.farewell(emulator).ifPresent(cli.console()::note);
  }

  private void announce(EvolinkEmulator emulator) {
    if (common.json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("url", emulator.url());
      emulator.certificate().ifPresent(pem -> document.put("certificate", pem));
      cli.console().document(document);
    } else {
      String first = cli.name() + " image \"A cat playing on the grass\" --out cat.png";
      cli.console().block(options.guide(emulator) + "\n\nA first picture:\n  " + first);
    }
  }
}
