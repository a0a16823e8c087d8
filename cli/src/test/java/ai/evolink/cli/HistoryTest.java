package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was bought here is found again, whatever became of the command that bought it. */
class HistoryTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final Path folder;
  private final Path home;

  HistoryTest(@TempDir Path folder) {
    this.folder = folder;
    this.home = folder.resolve("a home");
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void taskIsFoundAgainWithoutItsId() {
    evolink("image", "A cat", "--no-wait").succeeded();
    String id = bought(0);
    assertThat(evolink("task", "list").succeeded().out())
        .containsPattern(" unfinished  " + id + "  gemini-2.5-flash-image  -  +A cat\\R");

    assertThat(evolink("task", "last").succeeded().out()).contains("task    " + id);
    assertThat(evolink("task", "--last", "--json").succeeded().document().get("id")).isEqualTo(id);
    assertThat(evolink("task", "list").succeeded().out())
        .as("what was seen is remembered, and the prompt needed no more")
        .containsPattern(" unsaved  " + id + "  gemini-2.5-flash-image  1.6\\R");

    Path cat = folder.resolve("cat.png");
    assertThat(evolink("task", "wait", "last", "--out", cat.toString()).succeeded().out())
        .isEqualTo(cat + System.lineSeparator());
    assertThat(evolink("task", "list").succeeded().out()).contains(" saved  " + id);
    assertThat(evolink("task", "list", "--open").succeeded().err()).contains("Nothing is open.");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void everythingLeftOpenIsSavedAtOnce() throws IOException {
    evolink("image", "A cat", "--no-wait").succeeded();
    evolink("image", "A dog", "--no-wait").succeeded();
    evolink("image", "A fish", "-o", folder + "/").succeeded();

    Run resumed = evolink("resume", "all", "--out", folder.resolve("new") + "/").succeeded();
    assertThat(resumed.out().lines()).hasSize(2).allMatch(file -> Files.exists(Path.of(file)));
    assertThat(evolink("resume", "all", "-o", folder + "/").succeeded().err())
        .contains("There is nothing to resume.");
    assertThat(evolink("task", "list").succeeded().out().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains(" saved "));
  }

  @Test
  void killedCommandLeavesItsTaskInTheHistory() throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "image",
                "emulator:stuck",
                "-o",
                folder + "/")
            .redirectErrorStream(true);
    command.environment().putAll(env());
    Process run = command.start();
    String said = run.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(said).as("told as soon as it is bought").startsWith("Submitted task-");
    run.destroyForcibly().waitFor();

    assertThat(evolink("task", "list", "--open").succeeded().out())
        .contains(" unfinished  " + bought(0));
  }

  @Test
  void commandsAtTheSameTimeDoNotWaitForOneAnother() throws Exception {
    LiveRun one = new LiveRun(Screen.NONE, env(), "image", "emulator:stuck", "-o", folder + "/");
    one.err.awaitText("Submitted task-");
    LiveRun other = new LiveRun(Screen.NONE, env(), "image", "A dog", "-o", folder + "/");
    assertThat(other.exit()).isZero();
    assertThat(other.err.text()).doesNotContain("history");
    assertThat(evolink("task", "list").succeeded().out())
        .contains(" unfinished  " + bought(0), " saved       " + bought(1));
    one.interrupts.fire();
    assertThat(one.exit()).isEqualTo(130);
  }

  @Test
  void homeThatCannotBeWrittenIsToldOnceAndStopsNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Map<String, String> env = env();
    env.put("EVOLINK_HOME", file.resolve("deeper").toString());
    Path cat = folder.resolve("cat.png");
    Run run = Run.with(env, "", "image", "A cat", "-o", cat.toString()).succeeded();
    assertThat(cat).isNotEmptyFile();
    assertThat(run.err().lines().filter(line -> line.contains("history")))
        .singleElement()
        .asString()
        .startsWith("This purchase is not in the history, which cannot be written: ")
        .contains(file.toString())
        .endsWith(". Keep its id or token. (--no-history says nothing of this.)")
        .doesNotContain("Exception", "..");
  }

  @Test
  void filesAreForTheirOwnerOnly() throws IOException {
    evolink("image", "A cat", "--no-wait").succeeded();
    try (Stream<Path> files = Files.list(home.resolve("history"))) {
      assertThat(files.toList())
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  void historyCanBeSwitchedOffInThreeWays() {
    evolink("image", "A cat", "--no-wait", "--no-history").succeeded();
    Map<String, String> env = env();
    env.put("EVOLINK_HISTORY", "off");
    Run.with(env, "", "image", "A cat", "--no-wait").succeeded();
    evolink("config", "history", "off").succeeded();
    evolink("image", "A cat", "--no-wait").succeeded();

    assertThat(home.resolve("history")).doesNotExist();
    assertThat(evolink("task", "list").succeeded().err()).contains("The history is switched off.");
    env.put("EVOLINK_HISTORY", "maybe");
    assertThat(Run.with(env, "", "image", "A cat", "--no-wait").err())
        .contains("EVOLINK_HISTORY must be on or off, but was 'maybe'.");
  }

  @Test
  void builtInEmulatorLeavesNoTrace() {
    Map<String, String> env = Map.of("EVOLINK_HOME", home.toString());
    Run.with(env, "", "image", "A cat", "--emulator", "-o", folder + "/").succeeded();
    assertThat(home).doesNotExist();
  }

  @Test
  void servicesAreKeptApart() {
    evolink("image", "A cat", "--no-wait").succeeded();
    Run elsewhere = evolink("task", "last", "--base-url", "https://example.com");
    assertThat(elsewhere.exit()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("The history has no task of https://example.com/.");
    assertThat(evolink("task", "list", "--base-url", "https://example.com").err())
        .contains("Nothing here, but 1 at other addresses: --all shows them.");
    assertThat(evolink("task", "list", "--base-url", "https://example.com", "--all").out())
        .contains(bought(0));
  }

  @Test
  void purgeRemovesWhatWasRemembered() throws IOException {
    evolink("image", "A cat", "--no-wait").succeeded();
    assertThat(evolink("history", "--purge", "--older-than", "1").succeeded().out())
        .contains("entries  1");
    assertThat(evolink("history", "--purge").succeeded().out()).contains("entries  0");
    try (Stream<Path> files = Files.list(home.resolve("history"))) {
      assertThat(files).isEmpty();
    }
    assertThat(evolink("history", "--older-than", "3").err())
        .contains("--older-than is for --purge.");
  }

  @Test
  void severalTasksAreOneDocument() {
    evolink("image", "A cat", "--no-wait").succeeded();
    evolink("image", "A dog", "--no-wait").succeeded();
    Map<?, ?> both = evolink("task", bought(0), bought(1), "--json").succeeded().document();
    assertThat((List<?>) both.get("tasks"))
        .extracting(task -> ((Map<?, ?>) task).get("id"))
        .isEqualTo(List.of(bought(0), bought(1)));
    assertThat(evolink("task", "wait", bought(0), bought(1), "-o", folder + "/x.png").err())
        .contains("--out must be a directory for several tasks, but was " + folder + "/x.png.");
    assertThat(evolink("task").err())
        .contains("Missing required parameter: 'ID_OR_TOKEN'")
        .contains("'task list' shows what was bought on this machine");
  }

  @Test
  void oneTaskThatFailedDoesNotKeepTheOthersFromBeingSaved() {
    evolink("image", "emulator:fail:content_policy_violation", "--no-wait").succeeded();
    evolink("image", "A dog", "--no-wait").succeeded();
    Run run = evolink("resume", "all", "-o", folder.resolve("new") + "/");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.err()).contains("error: Task " + bought(0) + " failed");
    assertThat(run.out().lines()).hasSize(1);
    assertThat(evolink("task", "list").out()).contains("failed", "saved");
  }

  private String bought(int index) {
    return emulator.submissions().get(index).taskId().orElseThrow();
  }

  private Map<String, String> env() {
    Map<String, String> env = new HashMap<>(Run.environment(emulator.url().toString()));
    env.put("EVOLINK_HOME", home.toString());
    return env;
  }

  private Run evolink(String... args) {
    return Run.with(env(), "", args);
  }
}
