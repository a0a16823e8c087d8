package ai.evolink.cli;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Mode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "  # in a container, for other containers",
      "  ${ROOT-COMMAND-NAME} emulator --host 0.0.0.0",
    })
final class EmulatorCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on; 0 takes a free one. Default: 8080.")
  int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; 0.0.0.0 for all. Default: 127.0.0.1.")
  String host = "";

  @Option(
      names = "--pace",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = Durations.class,
      description = "How long a task takes. Default: 2s.")
  Duration pace = Duration.ZERO;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "local",
      description =
          "How hard it looks: local, as documented, but callbacks may go to this machine; strict, as"
              + " documented; lenient, takes unknown models and values. Default: local.")
  Mode mode = Mode.LOCAL;

  @Mixin CommonOptions common = new CommonOptions();

  EmulatorCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    try (EvolinkEmulator emulator = start()) {
      cli.interrupts().during(emulator::close);
      announce(emulator.url());
      emulator.join();
      return ExitCode.OK.number();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.number();
    }
  }

  private EvolinkEmulator start() {
    try {
      return Arguments.check(
          () -> EvolinkEmulator.builder().host(host).port(port).pace(pace).mode(mode).start(),
          null);
    } catch (UncheckedIOException e) {
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              e.getMessage() + ".",
              "Choose another with --port; --port 0 takes a free one."),
          e);
    }
  }

  private void announce(URI url) {
    if (common.json) {
      cli.console().document(Map.of("url", url));
      return;
    }
    cli.console()
        .block(
            """
            Evolink emulator at %1$s
            Results are made up, nothing is charged, any key will do. Ctrl-C stops it.

            For this command and the SDK's EvolinkClient.fromEnv():
              export EVOLINK_BASE_URL=%1$s
              export EVOLINK_API_KEY=sk-test
              %2$s image "A cat playing on the grass" --out cat.png

            For any other client, use this address in place of both
              https://api.evolink.ai and https://files-api.evolink.ai"""
                .formatted(url, cli.name()));
  }
}
