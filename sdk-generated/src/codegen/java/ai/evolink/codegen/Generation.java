package ai.evolink.codegen;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build does before and after the generator: it prepares the spec, unless neither an input
 * nor a generated file has changed since the last time.
 */
public final class Generation {
  private static final List<String> INPUTS =
      List.of("pom.xml", "../pom.xml", "codegen.yaml", "codegen.bsh", "templates", "src/codegen");

  private Generation() {}

  /**
   * Comes before the generator.
   *
   * @return {@code unchanged} if there is nothing to generate, {@code prepared} if there is; else a
   *     sentence that says why the build has to end: all refusals have been printed then
   */
  public static String begin(File module, File target, File spec) throws IOException {
    Path stamp = stamp(target);
    if (Files.exists(stamp) && Files.readString(stamp).equals(state(module, target, spec))) {
      return "unchanged";
    }
    Files.deleteIfExists(stamp);
    List<String> refusals =
        SpecPreparation.prepare(
            spec.toPath().normalize(), target.toPath().resolve("codegen").resolve("spec.json"));
    if (!refusals.isEmpty()) {
      refusals.forEach(System.out::println);
      return "The spec says in "
          + refusals.size()
          + (refusals.size() == 1 ? " place" : " places")
          + " what the templates do not handle; see above";
    }
    return "prepared";
  }

  /** Comes after the generator: from now on nothing has changed. */
  public static String finish(File module, File target, File spec) throws IOException {
    Files.writeString(stamp(target), state(module, target, spec));
    return "finished";
  }

  private static Path stamp(File target) {
    return target.toPath().resolve("codegen").resolve("generated-from.sha256");
  }

  private static String state(File module, File target, File spec) throws IOException {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JDK has it
    }
    add(sha, spec.toPath());
    for (String input : INPUTS) {
      add(sha, module.toPath().resolve(input));
    }
    add(sha, target.toPath().resolve("generated-sources").resolve("openapi"));
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Names and contents, so that a file that is gone counts too. */
  private static void add(MessageDigest sha, Path root) throws IOException {
    try (Stream<Path> files = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        byte[] content = Files.readAllBytes(file);
        sha.update(
            (root.relativize(file) + "\n" + content.length + "\n")
                .getBytes(StandardCharsets.UTF_8));
        sha.update(content);
      }
    }
  }
}
