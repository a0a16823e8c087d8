package ai.evolink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shells and man make of the scripts and of the page. */
class ShellTest {
  private final Path folder;

  ShellTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void bashCompletesCommandsOptionsAndModels() throws Exception {
    requireProgram("bash");
    Path script = save("bash", "completion", "bash");
    assertThat(run("bash", "-n", script.toString())).isEmpty();
    assertThat(completed(script, "evolink", "ima")).containsExactly("image");
    assertThat(completed(script, "evolink", "task", "")).contains("list", "wait");
    assertThat(completed(script, "evolink", "image", "x", "--no-"))
        .contains("--no-wait", "--no-history");
    assertThat(completed(script, "evolink", "video", "--model", "seedance-1"))
        .containsExactly("seedance-1.5-pro");
    assertThat(completed(script, "evolink", "models", "--sort", "")).contains("PRICE");
  }

  /** Asks as bash does on Tab: by the words so far, the last of which is being completed. */
  private static String[] completed(Path script, String... words) throws Exception {
    StringBuilder ask =
        new StringBuilder("source '" + script + "'; compopt() { :; }; COMP_WORDS=(");
    Arrays.stream(words).forEach(word -> ask.append('\'').append(word).append("' "));
    ask.append("); COMP_CWORD=")
        .append(words.length - 1)
        .append("; f=$(complete -p evolink | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f;")
        .append(" printf '%s\\n' \"${COMPREPLY[@]}\"");
    return Arrays.stream(run("bash", "-c", ask.toString()).split("\n", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toArray(String[]::new);
  }

  @Test
  void zshUnderstandsTheScript() throws Exception {
    requireProgram("zsh");
    assertThat(run("zsh", "-n", save("zsh", "completion", "zsh").toString())).isEmpty();
  }

  @Test
  void fishUnderstandsTheScript() throws Exception {
    requireProgram("fish");
    assertThat(run("fish", "-n", save("fish", "completion", "fish").toString())).isEmpty();
  }

  @Test
  void fishHasALineForEachCommandAndOption() {
    String script = Run.bare("completion", "fish").succeeded().out();
    assertThat(script)
        .contains("complete -c evolink -n '__fish_use_subcommand' -f -a image -d 'Make an image")
        .contains("-n '__fish_seen_subcommand_from image' -s m -l model -r -f -a '")
        .contains("seedance-1.5-pro")
        .contains(
            "complete -c evolink -n '__fish_seen_subcommand_from task; and not"
                + " __fish_seen_subcommand_from list wait' -a list");
    assertThat(script.lines())
        .allMatch(line -> line.matches("(# .*|complete -c evolink -n '.*'.*)"));
  }

  @Test
  void otherShellIsRefused() {
    Run run = Run.bare("completion", "tcsh");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("There is no completion for 'tcsh'.", "There is for bash, zsh and fish.");
  }

  @Test
  void manualPageHasEverythingAndNoMistake() throws Exception {
    String page = Run.bare("man").succeeded().out();
    assertThat(page)
        .startsWith(".TH EVOLINK 1")
        .contains(".SH EXIT STATUS", ".SH ENVIRONMENT", "EVOLINK_HOME", ".SS evolink task wait")
        .doesNotContain("${");
    requireProgram("groff");
    Path file = Files.writeString(folder.resolve("evolink.1"), page);
    String shown = run("groff", "-man", "-Tascii", "-ww", "-P-c", "-P-b", "-P-u", file.toString());
    assertThat(shown)
        .contains("Submit nothing that may cost more than N credits")
        .contains("--set 'model_params={\"thinking_level\":\"high\"}'")
        .doesNotContain("warning", "\\fB");
  }

  private Path save(String name, String... args) throws IOException {
    return Files.writeString(folder.resolve(name), Run.bare(args).succeeded().out());
  }

  private static void requireProgram(String program) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    assumeTrue(there, "there is a " + program);
  }

  /** {@return all that it prints, complaints too} */
  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return printed;
  }
}
