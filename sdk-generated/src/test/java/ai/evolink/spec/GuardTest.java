package ai.evolink.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the comparison with the released spec says of each edit that may be made by mistake. */
class GuardTest {
  private static final String SPEC = read();
  private static final Contract BEFORE = Contract.of(Spec.yaml(SPEC));

  private static String read() {
    try {
      return Files.readString(Path.of("../spec/evolink.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<GuardEdits.Edit> edits() {
    return GuardEdits.all();
  }

  /** One of each four, since each reads the whole document. */
  static List<GuardEdits.Edit> someEdits() {
    List<GuardEdits.Edit> all = edits().toList();
    return IntStream.range(0, all.size()).filter(i -> i % 4 == 0).mapToObj(all::get).toList();
  }

  @ParameterizedTest
  @MethodSource("someEdits")
  void releasedSpecSeesWhatIsSaidOverHttp(GuardEdits.Edit edit) {
    assertSeen(edit);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("edits")
  void releasedSpecSeesWhatIsSaidOverHttpByAnyEdit(GuardEdits.Edit edit) {
    assertSeen(edit);
  }

  private static void assertSeen(GuardEdits.Edit edit) {
    Contract after = Contract.of(Spec.yaml(edit.in(SPEC)));

    List<String> changes =
        ContractDiff.between(BEFORE, after).stream().map(Change::toString).toList();

    assertThat(Unexpected.of(changes, edit.http())).isEmpty();
  }

  @Test
  void hardlyAnyEditPassesEveryGuard() {
    assertThat(edits()).hasSizeGreaterThan(35);
    assertThat(edits().map(GuardEdits.Edit::name)).doesNotHaveDuplicates();
    assertThat(edits().filter(edit -> edit.http().isEmpty() && edit.java().isEmpty())).hasSize(4);
    assertThat(edits().filter(GuardEdits.Edit::refused)).hasSize(3);
    assertThat(edits().filter(edit -> edit.http().isEmpty() && !edit.java().isEmpty()))
        .as("only the surface sees them")
        .hasSizeGreaterThan(10);
    assertThat(edits().filter(edit -> edit.java().isEmpty() && !edit.http().isEmpty()))
        .as("only the released spec sees them")
        .hasSizeGreaterThan(10);
  }

  @Test
  void tableOfGuardsIsWrittenDown() throws IOException {
    Path file = Path.of("../spec/guards.md");
    String rows =
        "| edit | in | preparation | released spec | surface |\n|---|---|---|---|---|\n"
            + edits().map(edit -> edit.row() + "\n").collect(Collectors.joining());
    String text = Files.readString(file).replace("\r\n", "\n");
    String prose = text.substring(0, text.indexOf("| edit |"));
    if (Boolean.getBoolean("guards.update")) {
      Files.writeString(file, prose + rows);
      return;
    }

    assertThat(text.substring(prose.length()))
        .as("spec/guards.md; if the edits are meant, run GuardTest with -Dguards.update=true")
        .isEqualTo(rows);
  }
}
