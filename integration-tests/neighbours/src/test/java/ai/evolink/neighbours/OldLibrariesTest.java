package ai.evolink.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator's jar in a JVM with nothing else, and behind libraries that are too old for it. */
class OldLibrariesTest {
  private static final String MAIN = EmulatorTrial.class.getName();

  /**
   * One class of each library that is older than the one inside, by the jar that it is to be of.
   */
  private static final Map<String, String> TYPES =
      Map.of(
          "jackson-databind-2.13.5.jar", "com.fasterxml.jackson.databind.ObjectMapper",
          "json-schema-validator-1.0.72.jar", "com.networknt.schema.JsonSchema",
          "jetty-server-9.4.53.v20231009.jar", "org.eclipse.jetty.server.Server",
          "slf4j-api-1.7.36.jar", "org.slf4j.Logger",
          "okhttp-4.9.3.jar", "okhttp3.OkHttpClient",
          "okio-2.8.0.jar", "okio.ByteString",
          "kotlin-stdlib-1.4.32.jar", "kotlin.Unit");

  @TempDir Path folder;

  @Test
  void jarIsEnoughOnTheClassPath() throws Exception {
    String output =
        Program.run(folder, "-cp", Program.path(Program.EMULATOR, Program.CLASSES), MAIN);

    assertThat(output).isEqualTo("emulator in module null\nall done\n");
  }

  @Test
  void olderLibrariesThatComeFirstAreNotInTheWay() throws Exception {
    List<Path> entries = older();
    entries.add(Program.EMULATOR);
    entries.add(Program.CLASSES);
    List<String> arguments =
        new ArrayList<>(List.of("-cp", Program.path(entries.toArray(Path[]::new)), MAIN));
    arguments.addAll(TYPES.values());

    String output = Program.run(folder, arguments.toArray(String[]::new));

    TYPES.forEach(
        (jar, type) ->
            assertThat(output).containsPattern(Pattern.quote(type) + " of .*/" + jar + "\n"));
    assertThat(output).endsWith("emulator in module null\nall done\n");
  }

  @Test
  void jarIsAModuleThatNeedsNoOther() throws Exception {
    Path consumer = Program.compileModule(folder);

    String output =
        Program.run(
            folder,
            "--module-path",
            consumer + File.pathSeparator + Program.EMULATOR,
            "--module",
            "consumer/" + MAIN);

    assertThat(output).isEqualTo("emulator in module ai.evolink.emulator\nall done\n");
  }

  private static List<Path> older() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target", "older").toAbsolutePath())) {
      return jars.sorted().collect(Collectors.toCollection(ArrayList::new));
    }
  }
}
