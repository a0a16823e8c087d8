package ai.evolink.cli;

import ai.evolink.TaskHandle;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How the user gets back to a task after this command has left it.
 *
 * @param emulated whether the task dies with this command
 */
record Resume(
    String program,
    boolean emulated,
    @Nullable URI baseUrl,
    @Nullable String profile,
    @Nullable String out,
    boolean force) {

  static Resume of(Cli cli, ConnectionOptions connection, @Nullable String out, boolean force) {
    return new Resume(
        cli.name(), connection.emulator, connection.baseUrl, connection.profile, out, force);
  }

  /** A command that can be copied into a shell. */
  String command(TaskHandle task) {
    StringBuilder command = new StringBuilder(program).append(" task ").append(task.toToken());
    command.append(" --wait");
    if (out != null) {
      command.append(" --out ").append(Text.shellWord(out));
    }
    if (force) {
      command.append(" --force");
    }
    if (profile != null) {
      command.append(" --profile ").append(Text.shellWord(profile));
    }
    if (baseUrl != null) {
      command.append(" --base-url ").append(Text.shellWord(baseUrl.toString()));
    }
    return command.toString();
  }

  /** {@return the same, with another place for results} */
  Resume into(String place) {
    return new Resume(program, emulated, baseUrl, profile, place, false);
  }

  /** What becomes of the task, in a sentence. */
  String sentence(TaskHandle task) {
    return emulated
        ? "The task ended with the built-in emulator. For tasks that outlive a command, run: "
            + program
            + " emulator"
        : "The task goes on. Wait for it with: " + command(task);
  }
}
