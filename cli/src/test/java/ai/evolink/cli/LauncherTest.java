package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a checkout of its own, with a java and a mvn that only take notes. */
class LauncherTest {
  private final Path folder;
  private final Path checkout;
  private final Path jdk;
  private final Path builds;

  LauncherTest(@TempDir Path folder) {
    this.folder = folder;
    checkout = folder.resolve("a check out");
    jdk = folder.resolve("jdk");
    builds = folder.resolve("builds");
  }

  record Result(int exit, String out, String err) {}

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(File.separatorChar == '/', "the launcher is for POSIX shells");
    Files.createDirectories(checkout.resolve("cli/src/main"));
    Files.createDirectories(checkout.resolve("spec"));
    Files.writeString(checkout.resolve("spec/evolink.yaml"), "");
    Files.copy(Path.of("..", "evolink"), checkout.resolve("evolink"));
    Files.createDirectories(jdk.resolve("bin"));
    release("17.0.1");
    script(jdk.resolve("bin/java"), "for word; do echo \"[$word]\"; done; exit 42");
    script(jdk.resolve("bin/javac"), "");
    script(
        folder.resolve("bin/mvn"),
        "echo \"$@\" >>'" + builds + "'",
        "mkdir -p cli/target && echo jar >cli/target/evolink-cli-1-all.jar",
        "echo what maven says");
  }

  @Test
  void firstUseBuildsAndLaterOnesDoNot() throws Exception {
    Result first = evolink("image", "A  cat", "*", "", "--x=a\"b'c\\d");
    assertThat(first.err())
        .isEqualTo("Building the evolink command (first use takes a minute)...\n");
    assertThat(first.out()).endsWith("[image]\n[A  cat]\n[*]\n[]\n[--x=a\"b'c\\d]\n");
    assertThat(first.exit()).as("that of the command").isEqualTo(42);
    Result second = evolink("credits");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).hasSize(1).first().asString().contains("-pl cli -am package");
  }

  @Test
  void serverForAssistantsIsBuiltAndRunFromItsOwnModule() throws Exception {
    script(
        folder.resolve("bin/mvn"),
        "echo \"$@\" >>'" + builds + "'",
        "mkdir -p mcp/target && echo jar >mcp/target/evolink-mcp-1-all.jar");
    Result result = evolink("mcp", "--folder", "x y");
    assertThat(result.out())
        .contains("/mcp/target/launcher/evolink.jar]")
        .endsWith("[mcp]\n[--folder]\n[x y]\n");
    assertThat(builds()).singleElement().asString().contains("-pl mcp -am package");
  }

  @Test
  void archiveOfClassesIsMadeWithTheJarAndUsedByTheJavaThatMadeIt() throws Exception {
    script(
        jdk.resolve("bin/java"),
        "for word; do echo \"[$word]\"; done",
        "for word; do case $word in",
        "  -XX:DumpLoadedClassList=*) printf 'a/B\\n@lambda-proxy a/B\\n' >\"${word#*=}\";;",
        "  -XX:SharedClassListFile=*) list=${word#*=};;",
        "  -XX:SharedArchiveFile=*) archive=${word#*=};;",
        "esac; done",
        "case \"$*\" in *-Xshare:dump*) cat \"$list\" >\"$archive\";; esac");
    evolink("credits");
    assertThat(evolink("credits").out())
        .contains("-XX:SharedArchiveFile=")
        .contains("/cli/target/launcher/java-17.0.1.jsa]");
    assertThat(checkout.resolve("cli/target/launcher/java-17.0.1.jsa"))
        .as("without what Java 17 crashes over")
        .hasContent("a/B\n");
    release("21.0.1");
    assertThat(evolink("credits").out()).doesNotContain("SharedArchiveFile");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void editOfASourceLeadsToAnotherBuild() throws Exception {
    evolink();
    Path spec = checkout.resolve("spec/evolink.yaml");
    Files.setLastModifiedTime(spec, FileTime.from(Instant.now().plusSeconds(60)));
    evolink();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void worksThroughALinkFromElsewhere() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("else where/bin"));
    Path link =
        Files.createSymbolicLink(elsewhere.resolve("ev"), Path.of("../../a check out/evolink"));
    Result result = run(elsewhere, link.toString(), "credits");
    assertThat(result.out())
        .contains("[" + checkout.toRealPath() + "/cli/target/launcher/evolink.jar]")
        .endsWith("[credits]\n");
  }

  @Test
  void concurrentFirstUsesBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start(checkout, "./evolink", "credits"));
    }
    for (Process process : processes) {
      assertThat(finish(process).exit()).isEqualTo(42);
    }
    assertThat(builds()).hasSize(1);
    try (var left = Files.list(checkout.resolve("cli/target/launcher"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("evolink.jar", "build.log", "started");
    }
  }

  @Test
  void lockOfADeadBuildIsBroken() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path home = Files.createDirectories(checkout.resolve("cli/target/launcher"));
    Files.createSymbolicLink(home.resolve("lock"), Path.of(Long.toString(dead.pid())));
    assertThat(evolink("credits").exit()).isEqualTo(42);
    assertThat(builds()).hasSize(1);
  }

  @Test
  void failedBuildShowsItsLogAndLeavesNothing() throws Exception {
    script(folder.resolve("bin/mvn"), "echo '[ERROR] no network'", "exit 1");
    Result result = evolink("credits");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("[ERROR] no network")
        .contains("the build failed")
        .contains("build.log");
    assertThat(checkout.resolve("cli/target/launcher/lock")).doesNotExist();
  }

  @Test
  void oldJavaIsRefusedWithItsVersion() throws Exception {
    release("11.0.2");
    Result old = evolink("credits");
    assertThat(old.exit()).isEqualTo(1);
    assertThat(old.err()).contains("needs Java 17 or later, but " + jdk + "/bin/java is Java 11.");
    release("1.8.0_402");
    assertThat(evolink("credits").err()).contains("is Java 1.");
    assertThat(builds).doesNotExist();
  }

  @Test
  void runtimeWithoutACompilerCannotBuild() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));
    assertThat(evolink("credits").err()).contains("without a compiler. Install a JDK");
  }

  @Test
  void missingMavenIsNamed() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("sh", "dirname", "sed", "find", "head", "mkdir", "ln", "rm")) {
      String real = Files.exists(Path.of("/bin", tool)) ? "/bin/" : "/usr/bin/";
      script(tools.resolve(tool), "exec " + real + tool + " \"$@\"");
    }
    ProcessBuilder command = builder(checkout, "./evolink", "credits");
    command.environment().put("PATH", tools.toString());
    assertThat(finish(command.start()).err())
        .isEqualTo("evolink: there is no mvn. Install Maven, 3.8 or later.\n");
  }

  private Result evolink(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("./evolink"));
    command.addAll(List.of(args));
    return run(checkout, command.toArray(String[]::new));
  }

  private Result run(Path directory, String... command) throws Exception {
    return finish(start(directory, command));
  }

  private Process start(Path directory, String... command) throws IOException {
    return builder(directory, command).start();
  }

  private ProcessBuilder builder(Path directory, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    return builder;
  }

  private static Result finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err);
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(builds);
  }

  private void release(String version) throws IOException {
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Windows is not here to run it; what can be held is that both scripts do the same. */
  @Test
  void scriptForWindowsWatchesTheSameSourcesAndRunsTheSameCommand() throws IOException {
    String windows = Files.readString(Path.of("..", "evolink.cmd"));
    String posix = Files.readString(Path.of("..", "evolink"));

    assertThat(windows.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    assertThat(windows.chars().allMatch(c -> c < 128)).as("no code page matters").isTrue();
    assertThat(Arrays.asList(parts(windows).split("', '", -1)))
        .containsExactly(
            between(posix, "&& find ", " -newer").replace("\\\n", " ").trim().split(" +", -1));
    assertThat(between(windows, "call mvn ", " >").replace("%MODULE%", "$module").split(" ", -1))
        .containsExactly(
            between(posix, "      mvn ", "\n  )").replace("\\\n", " ").trim().split(" +", -1));
    assertThat(between(windows, "\"%JAVA%\" -XX", " -Devolink"))
        .isEqualTo(between(posix, "flags=\"-XX", "\""));
  }

  private static String parts(String windows) {
    return between(windows, "$parts = '", "';").replace("%MODULE%", "$module");
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    assertThat(start).as(from).isGreaterThanOrEqualTo(from.length());
    return text.substring(start, text.indexOf(to, start));
  }
}
