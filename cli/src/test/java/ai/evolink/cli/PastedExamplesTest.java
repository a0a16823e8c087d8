package ai.evolink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The examples of every help, as bash hands them over when they are pasted. */
class PastedExamplesTest {
  private static final Path BASH = Path.of("/bin/bash");

  @BeforeAll
  static void requireBash() {
    assumeTrue(Files.isExecutable(BASH), "there is a bash");
  }

  @Test
  void everyExampleIsUnderstood(@TempDir Path folder) throws Exception {
    List<String> examples = new ArrayList<>();
    collect(commands(), examples);
    assertThat(examples).hasSizeGreaterThan(30).anyMatch(line -> line.contains("{\""));

    List<List<String>> calls = paste(examples, folder);
    assertThat(calls).hasSameSizeAs(examples);
    for (List<String> words : calls) {
      assertThatCode(() -> commands().parseArgs(words.toArray(String[]::new)))
          .as("%s", words)
          .doesNotThrowAnyException();
      int set = words.indexOf("--set");
      if (set >= 0 && words.get(set + 1).contains("{")) {
        String value = words.get(set + 1);
        assertThat(Json.parse(value.substring(value.indexOf('=') + 1)))
            .as("JSON that bash has left whole: %s", value)
            .isPresent();
      }
    }
  }

  private static void collect(CommandLine command, List<String> examples) {
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      String example = line.strip().replace("${ROOT-COMMAND-NAME}", "evolink");
      if (example.startsWith("evolink ")) {
        examples.add(example);
      }
    }
    command.getSubcommands().values().forEach(each -> collect(each, examples));
  }

  /** Runs them with a function in place of the command, which prints what it was given. */
  private static List<List<String>> paste(List<String> examples, Path folder) throws Exception {
    Files.writeString(folder.resolve("prompt.txt"), "A cat");
    Files.writeString(folder.resolve("key.txt"), "");
    Files.writeString(folder.resolve("holiday.jpg"), "");
    String script =
        "exec 3>&1\nevolink() { printf '%s\\0' \"$@\" >&3; printf '\\1' >&3; }\nman() { :; }\n"
            + examples.stream().collect(Collectors.joining("\n"));
    Process bash =
        new ProcessBuilder(BASH.toString(), "-c", script).directory(folder.toFile()).start();
    bash.getOutputStream().close();
    String printed = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(new String(bash.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(bash.waitFor()).isZero();
    List<List<String>> calls = new ArrayList<>();
    for (String call : printed.split("\1", -1)) {
      if (!call.isEmpty()) {
        calls.add(List.of(call.substring(0, call.length() - 1).split("\0", -1)));
      }
    }
    return calls;
  }

  private static CommandLine commands() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Console console = new Console(nowhere, nowhere, () -> Screen.NONE);
    Cli cli =
        new Cli("evolink", console, Map.of(), InputStream.nullInputStream(), new Interrupts());
    return new Commands(cli, Ansi.OFF).commands();
  }
}
