package ai.evolink.cli;

import ai.evolink.cli.settings.Folders;
import java.io.InputStream;
import java.util.Map;

/**
 * What a run has of the world around it.
 *
 * @param name how the user calls this program, for commands that can be copied
 */
record Cli(
    String name, Console console, Map<String, String> env, InputStream in, Interrupts interrupts) {

  /** A variable of the environment, stripped; empty if it is not set. */
  String variable(String variable) {
    return env.getOrDefault(variable, "").strip();
  }

  /** {@return where the files of this program are} */
  Folders folders() {
    return Folders.of(env, System.getProperty("os.name", ""));
  }
}
