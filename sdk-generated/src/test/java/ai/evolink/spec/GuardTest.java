package ai.evolink.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  @ParameterizedTest
  @MethodSource("edits")
  void releasedSpecSeesWhatIsSaidOverHttp(GuardEdits.Edit edit) {
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
