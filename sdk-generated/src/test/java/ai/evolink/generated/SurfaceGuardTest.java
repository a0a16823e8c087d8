package ai.evolink.generated;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.codegen.SpecPreparation;
import ai.evolink.spec.Change;
import ai.evolink.spec.GuardEdits;
import ai.evolink.spec.SurfaceDiff;
import ai.evolink.spec.Unexpected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code surface.txt} shows of each edit that may be made by mistake: all of them at once, in
 * one run of the real build.
 */
@Tag("deep")
@RunsTheGenerator
class SurfaceGuardTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  @Test
  void surfaceShowsWhatChangesForCallersInJava() throws Exception {
    SpecCopy copy = SpecCopy.in(folder);
    Path spec = folder.resolve("spec/evolink.yaml");
    String text = Files.readString(spec);
    List<GuardEdits.Edit> edits = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Path alone = folder.resolve("alone.yaml");
    for (GuardEdits.Edit edit : GuardEdits.all().toList()) {
      Files.writeString(alone, edit.in(text));
      if (SpecPreparation.prepare(alone, folder.resolve("alone.json")).isEmpty()) {
        edits.add(edit);
      } else {
        refused.add(edit.name()); // the earliest guard of all
      }
    }
    assertThat(refused)
        .isNotEmpty()
        .isEqualTo(
            GuardEdits.all().filter(GuardEdits.Edit::refused).map(GuardEdits.Edit::name).toList());
    for (GuardEdits.Edit edit : edits) {
      text = edit.in(text);
    }
    Files.writeString(spec, text);
    copy.compile();

    List<String> changes =
        SurfaceDiff.between(Files.readAllLines(Path.of("surface.txt")), copy.surface()).stream()
            .map(Change::what)
            .toList();

    List<String> expected = edits.stream().flatMap(edit -> edit.java().stream()).toList();
    assertThat(Unexpected.of(changes, expected)).isEmpty();
  }
}
