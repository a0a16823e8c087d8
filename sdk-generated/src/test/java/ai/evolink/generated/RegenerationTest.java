package ai.evolink.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edits a copy of the spec and of a template, runs the real Maven build on it, and looks at the
 * classes that come out.
 */
@DisabledIfSystemProperty(
    named = "codegen.skip",
    matches = "true",
    disabledReason = "this run shall not generate anything")
class RegenerationTest {
  private static final String SPEC = "spec/evolink.yaml";

  /** A request with every shape that a property can have, also those that no model has today. */
  private static final String TOMORROW =
      """
          TomorrowRequest:
            type: object
            description: What tomorrow brings.
            required: [model, flag, count, price, label, ratio, images, prompt]
            properties:
              model: {type: string, enum: [tomorrow-1], default: tomorrow-1, x-java-type: ImageModel}
              flag: {type: boolean, default: true}
              count: {type: integer, default: 3, minimum: 1, maximum: 9}
              price: {type: number, default: 1.5}
              label: {type: string, default: hello}
              ratio: {type: string, default: auto, x-java-type: AspectRatio}
              images: {type: array, items: {type: string, format: uri}, x-media: {kind: image}}
              prompt: {type: string, maxLength: 10, description: 'Is <this> & that "safe" */ here.'}
              mask: {type: string, format: uri, x-media: {kind: image, types: [image/png]}}
              ratios: {type: array, items: {type: string, enum: ['1:1']}, x-java-type: AspectRatio}
              tiers: {type: array, items: {$ref: '#/components/schemas/ResolutionTier'}}
              tier: {$ref: '#/components/schemas/ResolutionTier'}
              level: {type: integer, enum: [5, 10]}
              levels: {type: array, items: {type: string, enum: [low, high]}}
              matrix: {type: array, items: {type: array, items: {type: number, format: double}}}
              counts: {type: object, additionalProperties: {type: integer, format: int64}}
              free: {type: object}
              anything: {description: Anything.}
              perhaps: {type: [string, 'null']}
              when: {type: string, format: date-time}
              day: {type: string, format: date}
              next: {$ref: '#/components/schemas/TomorrowRequest'}
              nexts: {type: array, items: {$ref: '#/components/schemas/TomorrowRequest'}}
              shape: {$ref: '#/components/schemas/Shape'}
              duration: {$ref: '#/components/schemas/SecondsOrAuto'}
              class: {type: string}
              inline: {type: object, properties: {x: {type: integer}}}
          Shape:
            description: Told apart by its kind.
            oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]
            discriminator:
              propertyName: kind
              mapping:
                circle: '#/components/schemas/Circle'
                square: '#/components/schemas/Square'
          Circle:
            type: object
            required: [kind]
            properties: {kind: {type: string, enum: [circle]}}
          Square:
            type: object
            required: [kind]
            properties: {kind: {type: string, enum: [square]}}
          SecondsOrAuto:
            description: Told apart by nothing.
            oneOf: [{type: integer}, {type: string, enum: [auto]}]

      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path copy;

  @Test
  void oneCommandFollowsTheSpecAndTheTemplatesAndLeavesNothingStale() throws Exception {
    copyProject();
    assertThat(classFile("NanoBanana21BetaRequest")).exists();
    assertThat(methodsOf("TaskInfo")).contains("estimatedTime").doesNotContain("etaSeconds");

    // A new model with a schema of its own, a model less, and a field under a new name.
    edit(
        SPEC,
        "      enum:\n        - gemini-2.5",
        "      enum:\n        - tomorrow-1\n        - gemini-2.5");
    edit(
        SPEC,
        "varnames:\n        - GEMINI_2_5",
        "varnames:\n        - TOMORROW_1\n        - GEMINI_2_5");
    edit(
        SPEC,
        "descriptions:\n        - The seed",
        "descriptions:\n        - New.\n        - The seed");
    edit(
        SPEC,
        "        - $ref: '#/components/schemas/NanoBanana21BetaRequest'\n",
        "        - $ref: '#/components/schemas/TomorrowRequest'\n");
    edit(
        SPEC,
        "          nano-banana-2.1-beta: '#/components/schemas/NanoBanana21BetaRequest'\n",
        "          tomorrow-1: '#/components/schemas/TomorrowRequest'\n");
    replaceSchema("NanoBanana21BetaRequest", TOMORROW);
    edit(SPEC, "        estimated_time: {type: integer", "        eta_seconds: {type: integer");
    compile();

    assertThat(methodsOf("TomorrowRequest"))
        .contains("builder", "prompt", "images", "mapMedia", "requestType");
    assertThat(methodsOf("SecondsOrAuto")).contains("of", "value");
    assertThat(fieldsOf("ImageModel")).contains("TOMORROW_1", "GEMINI_2_5_FLASH_IMAGE");
    assertThat(methodsOf("TaskInfo")).contains("etaSeconds").doesNotContain("estimatedTime");
    assertThat(classFile("NanoBanana21BetaRequest")).doesNotExist();
    assertThat(classFile("NanoBanana21BetaRequest$Builder")).doesNotExist();
    assertThat(sourceFile("NanoBanana21BetaRequest")).doesNotExist();

    // The spec stays as it is from here on.
    edit(
        "sdk-generated/templates/openValue.mustache",
        "  @Override\n  public String value()",
        "  public boolean isNew() {\n    return true;\n  }\n\n  @Override\n  public String value()");
    compile();

    assertThat(methodsOf("TaskStatus")).contains("isNew", "value");
  }

  private void copyProject() throws IOException {
    Path project = Path.of("..").toRealPath();
    for (String part :
        List.of(
            "pom.xml",
            ".mvn",
            "spec",
            "sdk-generated/pom.xml",
            "sdk-generated/codegen.yaml",
            "sdk-generated/templates",
            "sdk-generated/src/main",
            "sdk-generated/target/generated-sources", // what the last build has left behind
            "sdk-generated/target/classes")) {
      try (Stream<Path> files = Files.walk(project.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = copy.resolve(project.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  private void compile() throws Exception {
    String home = System.getProperty("maven.home");
    assumeTrue(home != null, "the build passes maven.home");
    boolean windows = File.separatorChar == '\\';
    List<String> command =
        new ArrayList<>(List.of(Path.of(home, "bin", windows ? "mvn.cmd" : "mvn").toString()));
    command.addAll(List.of("--batch-mode", "--offline", "--quiet"));
    command.addAll(List.of("-Denforcer.skip=true", "-Dspotless.check.skip=true"));
    command.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
    command.addAll(List.of("-f", "sdk-generated/pom.xml", "compile"));
    Path log = copy.resolve("maven.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // What the outer mvn script has told its own child.
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    Process maven = builder.start();
    try {
      assertThat(maven.waitFor(5, TimeUnit.MINUTES)).as("Maven has ended").isTrue();
    } finally {
      maven.destroyForcibly();
    }
    assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = copy.resolve(file);
    String before = Files.readString(path);
    assertThat(before).as(file).containsOnlyOnce(from);
    Files.writeString(path, before.replace(from, to));
  }

  private void replaceSchema(String name, String with) throws IOException {
    Path path = copy.resolve(SPEC);
    String schema = "(?ms)^    " + name + ":$.*?(?=^    \\S)";
    String before = Files.readString(path);
    String after = before.replaceFirst(schema, Matcher.quoteReplacement(with));
    assertThat(after).isNotEqualTo(before);
    Files.writeString(path, after);
  }

  private Path classFile(String type) {
    return copy.resolve("sdk-generated/target/classes/ai/evolink/model/" + type + ".class");
  }

  private Path sourceFile(String type) {
    return copy.resolve(
        "sdk-generated/target/generated-sources/openapi/ai/evolink/model/" + type + ".java");
  }

  private List<String> methodsOf(String type) throws Exception {
    try (CopyLoader loader = compiled()) {
      return Arrays.stream(loader.loadClass("ai.evolink.model." + type).getMethods())
          .map(method -> method.getName())
          .toList();
    }
  }

  private List<String> fieldsOf(String type) throws Exception {
    try (CopyLoader loader = compiled()) {
      return Arrays.stream(loader.loadClass("ai.evolink.model." + type).getFields())
          .map(field -> field.getName())
          .toList();
    }
  }

  private CopyLoader compiled() throws IOException {
    return new CopyLoader(copy.resolve("sdk-generated/target/classes/"));
  }

  /** Takes the classes of this project from the copy, and everything else from this build. */
  private static final class CopyLoader extends URLClassLoader {
    CopyLoader(Path classes) throws IOException {
      super(new URL[] {classes.toUri().toURL()}, CopyLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("ai.evolink.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
