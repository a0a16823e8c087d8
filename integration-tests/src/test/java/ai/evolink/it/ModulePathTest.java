package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jars as modules: a program made of nothing but modules finds all that it needs. */
@Execution(ExecutionMode.CONCURRENT) // children do the work
class ModulePathTest {
  @TempDir Path folder;

  @Test
  void programOnTheModulePathMakesPictures() throws Exception {
    List<Path> jars = RuntimeJars.all();
    Path classes = folder.resolve("consumer");
    SampleProgram.compile(classes, jars, true);

    String output =
        SampleProgram.runIn(
            folder,
            "--module-path",
            classes + File.pathSeparator + RuntimeJars.asPath(jars),
            "-m",
            "consumer/" + SampleProgram.MAIN);

    assertThat(output).contains("module ai.evolink\n");
    assertThat(output)
        .as("user agent")
        .containsPattern("evolink-java/\\d+\\.\\d+.* \\(java/\\d+\\)");
  }

  @Test
  void sameProgramOnTheClassPathMakesPictures() throws Exception {
    List<Path> jars = RuntimeJars.all();
    Path classes = folder.resolve("consumer");
    SampleProgram.compile(classes, jars, false);

    String output =
        SampleProgram.runIn(
            folder,
            "-cp",
            classes + File.pathSeparator + RuntimeJars.asPath(jars),
            SampleProgram.MAIN);

    assertThat(output).contains("module null\n");
    assertThat(output)
        .as("user agent")
        // The version stands in the manifest of the jar, and "mvn test" has made none yet.
        .containsPattern(
            "evolink-java/"
                + (Files.isRegularFile(jars.get(0)) ? "\\d+\\.\\d+.*" : "dev")
                + " \\(java/\\d+\\)");
  }

  @Test
  void noTwoJarsShareAPackage() throws Exception {
    Map<String, String> owners = new HashMap<>();
    for (ModuleReference module : modules().findAll()) {
      ModuleDescriptor descriptor = module.descriptor();
      for (String name : descriptor.packages()) {
        assertThat(owners.put(name, descriptor.name())).as(name).isNull();
      }
    }
    assertThat(owners)
        .containsEntry("ai.evolink", "ai.evolink")
        .containsEntry("ai.evolink.api", "ai.evolink.generated")
        .containsEntry("ai.evolink.model", "ai.evolink.generated")
        .containsEntry("ai.evolink.emulator", "ai.evolink.emulator");
  }

  /**
   * Everybody may read and nobody may open them: what is exported is all that is public. Internal
   * packages are exported at most to the SDK's own modules.
   */
  @ParameterizedTest
  @CsvSource({
    "ai.evolink, ai.evolink",
    "ai.evolink.generated, ai.evolink.api ai.evolink.model",
    "ai.evolink.emulator, ai.evolink.emulator"
  })
  void eachModuleExportsItsPackagesToAll(String module, String packages) throws Exception {
    ModuleDescriptor descriptor = modules().find(module).orElseThrow().descriptor();

    assertThat(descriptor.exports())
        .filteredOn(ModuleDescriptor.Exports::isQualified)
        .allMatch(export -> export.source().endsWith(".internal"))
        .allMatch(export -> export.targets().equals(Set.of("ai.evolink")));
    assertThat(descriptor.exports())
        .filteredOn(export -> !export.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(packages.split(" ", -1));
    assertThat(descriptor.isOpen()).isFalse();
    assertThat(descriptor.opens()).isEmpty();
  }

  private static ModuleFinder modules() throws Exception {
    List<Path> jars = new ArrayList<>(RuntimeJars.all());
    jars.add(
        Path.of(EvolinkEmulator.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    return ModuleFinder.of(jars.toArray(Path[]::new));
  }
}
