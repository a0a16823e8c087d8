package ai.evolink.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A copy of the spec and of this module, to be edited and built by the real Maven. */
final class SpecCopy {
  private static final String SPEC = "spec/evolink.yaml";

  private final Path copy;
  private @Nullable CopyLoader open;

  private SpecCopy(Path copy) {
    this.copy = copy;
  }

  /** Copies what the build of this module reads, and what the last build has left behind. */
  static SpecCopy in(Path copy) throws IOException {
    SpecCopy all = ofSources(copy);
    all.add("sdk-generated/target/codegen");
    all.add("sdk-generated/target/generated-sources");
    all.add("sdk-generated/target/classes");
    return all;
  }

  /** Copies what stands under version control, as a fresh checkout has it. */
  static SpecCopy ofSources(Path copy) throws IOException {
    SpecCopy sources = new SpecCopy(copy);
    sources.add("pom.xml");
    sources.add(".mvn");
    sources.add("spec");
    sources.add("sdk-generated/pom.xml");
    sources.add("sdk-generated/codegen.bsh");
    sources.add("sdk-generated/codegen.yaml");
    sources.add("sdk-generated/templates");
    sources.add("sdk-generated/src/codegen");
    sources.add("sdk-generated/src/main");
    return sources;
  }

  private void add(String part) throws IOException {
    Path project = Path.of("..").toRealPath();
    try (Stream<Path> files = Files.walk(project.resolve(part))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(project.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** Runs Maven, which has to succeed. */
  void compile() throws Exception {
    run("compile");
  }

  /** The same as far as a phase. */
  void run(String phase) throws Exception {
    int exit = maven(phase);
    assertThat(exit).as(log()).isZero();
  }

  /** What Maven says of a spec that it has to refuse, before it generates anything. */
  String refusal() throws Exception {
    assertThat(maven("initialize")).as("exit code of Maven").isNotZero();
    return log();
  }

  private String log() throws IOException {
    Path log = copy.resolve("maven.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private int maven(String phase) throws Exception {
    String home = System.getProperty("maven.home");
    assumeTrue(home != null, "the build passes maven.home");
    boolean windows = File.separatorChar == '\\';
    List<String> command =
        new ArrayList<>(List.of(Path.of(home, "bin", windows ? "mvn.cmd" : "mvn").toString()));
    command.addAll(List.of("--batch-mode", "--offline", "--quiet"));
    command.addAll(List.of("-Denforcer.skip=true", "-Dspotless.check.skip=true"));
    command.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
    command.addAll(List.of("-f", "sdk-generated/pom.xml", phase));
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
    return maven.exitValue();
  }

  /** Replaces the one place where {@code from} stands in a file. */
  void edit(String file, String from, String to) throws IOException {
    Path path = copy.resolve(file);
    String before = Files.readString(path);
    assertThat(before).as(file).containsOnlyOnce(from);
    Files.writeString(path, before.replace(from, to));
  }

  /** Puts other schemas in the place of one. */
  void replaceSchema(String name, String with) throws IOException {
    Path path = copy.resolve(SPEC);
    String schema = "(?ms)^    " + name + ":$.*?(?=^    \\S)";
    String before = Files.readString(path);
    String after = before.replaceFirst(schema, Matcher.quoteReplacement(with));
    assertThat(after).isNotEqualTo(before);
    Files.writeString(path, after);
  }

  /** Puts another document in the place of the whole spec. */
  void replaceSpec(String document) throws IOException {
    Files.writeString(copy.resolve(SPEC), document);
  }

  /** A class of the copy; always from the same loader. */
  Class<?> load(String type) throws Exception {
    CopyLoader loader = open;
    if (loader == null) {
      loader = compiled();
      open = loader;
    }
    return loader.loadClass("ai.evolink.model." + type);
  }

  /** When each generated source and each class was written. */
  Map<Path, FileTime> built() throws IOException {
    Map<Path, FileTime> built = new TreeMap<>();
    for (String folder : List.of("generated-sources", "classes")) {
      Path root = copy.resolve("sdk-generated/target").resolve(folder);
      try (Stream<Path> files = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          built.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return built;
  }

  Path classFile(String type) {
    return copy.resolve("sdk-generated/target/classes/ai/evolink/model/" + type + ".class");
  }

  Path sourceFile(String type) {
    return copy.resolve(
        "sdk-generated/target/generated-sources/openapi/ai/evolink/model/" + type + ".java");
  }

  List<String> methodsOf(String type) throws Exception {
    try (CopyLoader loader = compiled()) {
      return Arrays.stream(loader.loadClass("ai.evolink.model." + type).getMethods())
          .map(method -> method.getName())
          .toList();
    }
  }

  List<String> fieldsOf(String type) throws Exception {
    try (CopyLoader loader = compiled()) {
      return Arrays.stream(loader.loadClass("ai.evolink.model." + type).getFields())
          .map(field -> field.getName())
          .toList();
    }
  }

  /** What users can see of the classes of the copy. */
  List<String> surface() throws IOException {
    try (CopyLoader loader = compiled()) {
      return Surface.of(copy.resolve("sdk-generated/target/classes"), loader);
    }
  }

  /** Compiles a class against the copy, and makes one of it. */
  Object instanceOf(String type, String source) throws Exception {
    Path file = copy.resolve(type + ".java");
    Files.writeString(file, source);
    Path classes = copy.resolve("sdk-generated/target/classes");
    // A folder of its own: beside the module descriptor it would belong to the module.
    Path own = Files.createDirectories(copy.resolve("caller"));
    StringWriter messages = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-cp",
                    classes + File.pathSeparator + System.getProperty("java.class.path"),
                    "-proc:none",
                    "-d",
                    own.toString()),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
            .call();
    assertThat(compiled).as("%s", messages).isTrue();
    // Left open: the object loads what it needs when it needs it.
    return new CopyLoader(classes, own)
        .loadClass("ai.evolink." + type)
        .getConstructor()
        .newInstance();
  }

  private CopyLoader compiled() throws IOException {
    Path classes = copy.resolve("sdk-generated/target/classes");
    return new CopyLoader(classes, classes);
  }

  /** Takes the classes of this project from the copy, and everything else from this build. */
  private static final class CopyLoader extends URLClassLoader {
    CopyLoader(Path classes, Path others) throws IOException {
      super(
          new URL[] {classes.toUri().toURL(), others.toUri().toURL()},
          CopyLoader.class.getClassLoader());
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
