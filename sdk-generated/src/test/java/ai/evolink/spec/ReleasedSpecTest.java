package ai.evolink.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares the spec, and what it makes of the Java surface, with the last release: prints every
 * change, and fails on a breaking one that {@code spec/accepted-breaking-changes.txt} does not
 * name. After a release, the present state becomes the one to compare with:
 *
 * <pre>mvn test -pl sdk-generated -Dtest=ReleasedSpecTest -Dspec.release=true</pre>
 */
class ReleasedSpecTest {
  private static final Path SPEC = Path.of("../spec/evolink.yaml");
  private static final Path SURFACE = Path.of("surface.txt");
  private static final Path RELEASED = Path.of("../spec/released");
  private static final Path ACCEPTED = Path.of("../spec/accepted-breaking-changes.txt");

  @Test
  void everyBreakingChangeSinceTheLastReleaseIsMeant() throws IOException {
    if (Boolean.getBoolean("spec.release")) {
      release();
    }

    List<Change> http =
        ContractDiff.between(
            Contract.of(Spec.read(RELEASED.resolve("evolink.yaml"))), Contract.of(Spec.read(SPEC)));
    List<Change> java =
        SurfaceDiff.between(
            Files.readAllLines(RELEASED.resolve("surface.txt")), Files.readAllLines(SURFACE));
    Accepted accepted = Accepted.of(Files.readAllLines(ACCEPTED));
    List<Change> all = new ArrayList<>(http);
    all.addAll(java);

    if (!all.isEmpty()) {
      String report =
          "Changes since the last release\n"
              + report("over HTTP", http, accepted)
              + report("in Java", java, accepted);
      System.out.print(report);
      Files.writeString(Path.of("target/spec-changes.txt"), report);
    }

    List<Change> unaccepted =
        all.stream().filter(change -> change.breaking() && !accepted.has(change)).toList();
    if (!unaccepted.isEmpty()) {
      fail(
          unaccepted.size()
              + " breaking changes since the last release; if they are meant, add to "
              + ACCEPTED
              + ", with your reasons:\n"
              + Accepted.proposal(unaccepted));
    }
    assertThat(accepted.without(all)).as("%s names what is no breaking change", ACCEPTED).isEmpty();
  }

  private static String report(String title, List<Change> changes, Accepted accepted) {
    StringBuilder text = new StringBuilder("  " + title + ": " + changes.size() + "\n");
    for (Change change : changes) {
      text.append("    ").append(change);
      text.append(change.breaking() && accepted.has(change) ? " (accepted)\n" : "\n");
    }
    return text.toString();
  }

  private static void release() throws IOException {
    Files.createDirectories(RELEASED);
    for (Path file : List.of(SPEC, SURFACE)) {
      Files.copy(file, RELEASED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> comments =
        Files.readAllLines(ACCEPTED).stream().filter(line -> line.startsWith("#")).toList();
    Files.write(ACCEPTED, comments);
  }
}
