package ai.evolink.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of change of the Java surface, forth and back. */
class SurfaceDiffTest {
  private static final List<String> SURFACE =
      List.of(
          "ai.evolink.api.TasksApi : abstract interface",
          "ai.evolink.model.Request : abstract interface of GenerationRequest",
          "ai.evolink.model.Task : final class of OpenValue",
          "ai.evolink.model.Task$Builder : final class",
          "ai.evolink.model.Task$Builder.<init>(int seed)",
          "ai.evolink.model.Task.NEW : static final Task = \"new\"",
          "ai.evolink.model.Task$Builder.model : starts as \"one\"",
          "ai.evolink.model.Task.builder(String prompt) : static Builder",
          "ai.evolink.model.Task.pair(String from, String to) : void",
          "ai.evolink.model.Task.size() : Integer");

  private static final String TASK = "ai.evolink.model.Task";

  private record Edit(
      List<String> gone, List<String> come, List<String> forth, List<String> back) {}

  private static Edit edit(String gone, String come, String forth, String back) {
    return edit(gone, come, List.of(forth), List.of(back));
  }

  private static Edit edit(String gone, String come, List<String> forth, List<String> back) {
    return new Edit(
        gone.isEmpty() ? List.of() : List.of(gone),
        come.isEmpty() ? List.of() : List.of(come),
        forth,
        back);
  }

  static Stream<Edit> edits() {
    return Stream.of(
        edit(
            TASK + ".NEW : static final Task = \"new\"",
            "",
            "!" + TASK + ".NEW: removed",
            TASK + ".NEW: added"),
        edit(
            TASK + ".size() : Integer",
            TASK + ".size() : Long",
            "!" + TASK + ".size(): Integer -> Long",
            "!" + TASK + ".size(): Long -> Integer"),
        edit(
            TASK + ".size() : Integer",
            TASK + ".size() : @Nullable Integer",
            "!" + TASK + ".size(): Integer -> @Nullable Integer",
            TASK + ".size(): @Nullable Integer -> Integer"),
        edit(
            TASK + " : final class of OpenValue",
            TASK + " : class of OpenValue",
            TASK + ": final class of OpenValue -> class of OpenValue",
            "!" + TASK + ": class of OpenValue -> final class of OpenValue"),
        edit(
            TASK + " : final class of OpenValue",
            TASK + " : final class of Comparable, OpenValue",
            TASK + ": final class of OpenValue -> final class of Comparable, OpenValue",
            "!" + TASK + ": final class of Comparable, OpenValue -> final class of OpenValue"),
        edit(
            TASK + "$Builder.<init>(int seed)",
            "",
            "!" + TASK + "$Builder.<init>(int): removed",
            TASK + "$Builder.<init>(int): added"),
        edit(
            "",
            "ai.evolink.model.Request.seed() : abstract int",
            "!ai.evolink.model.Request.seed(): added, abstract",
            "!ai.evolink.model.Request.seed(): removed"),
        edit(
            "",
            "ai.evolink.model.Request.seed() : int",
            "ai.evolink.model.Request.seed(): added",
            "!ai.evolink.model.Request.seed(): removed"),
        edit(
            "",
            "ai.evolink.api.TasksApi.list() : abstract retrofit2.Call",
            "ai.evolink.api.TasksApi.list(): added",
            "!ai.evolink.api.TasksApi.list(): removed"),
        edit(
            TASK + ".builder(String prompt) : static Builder",
            TASK + ".builder(String text) : static Builder",
            List.of(),
            List.of()),
        edit(
            TASK + ".pair(String from, String to) : void",
            TASK + ".pair(String to, String from) : void",
            List.of("!" + TASK + ".pair(String, String): void (from, to) -> void (to, from)"),
            List.of("!" + TASK + ".pair(String, String): void (to, from) -> void (from, to)")),
        edit(
            TASK + "$Builder.model : starts as \"one\"",
            TASK + "$Builder.model : starts as \"two\"",
            "!" + TASK + "$Builder.model: starts as \"one\" -> starts as \"two\"",
            "!" + TASK + "$Builder.model: starts as \"two\" -> starts as \"one\""),
        edit(
            TASK + ".NEW : static final Task = \"new\"",
            TASK + ".NEW : static final Task = \"old\"",
            "!" + TASK + ".NEW: static final Task = \"new\" -> static final Task = \"old\"",
            "!" + TASK + ".NEW: static final Task = \"old\" -> static final Task = \"new\""),
        edit(
            TASK + ".NEW : static final Task = \"new\"",
            TASK + ".NEW : static final Task = \"new\", alias for x, deprecated",
            TASK
                + ".NEW: static final Task = \"new\" -> static final Task = \"new\", alias for x, deprecated",
            TASK
                + ".NEW: static final Task = \"new\", alias for x, deprecated -> static final Task = \"new\""),
        new Edit(
            List.of(TASK + ".builder(String prompt) : static Builder"),
            List.of(TASK + ".builder(String prompt, int seed) : static Builder"),
            List.of(
                "!" + TASK + ".builder(String): removed", TASK + ".builder(String, int): added"),
            List.of(
                "!" + TASK + ".builder(String, int): removed", TASK + ".builder(String): added")),
        new Edit(
            List.of(),
            List.of(
                "ai.evolink.model.New : abstract interface",
                "ai.evolink.model.New.seed() : abstract int"),
            List.of("ai.evolink.model.New: added"),
            List.of("!ai.evolink.model.New: removed")));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void changeIsNamedAndJudgedInBothDirections(Edit edit) {
    List<String> after = new ArrayList<>(SURFACE);
    assertThat(after).containsAll(edit.gone());
    after.removeAll(edit.gone());
    after.addAll(edit.come());

    assertThat(lines(SURFACE, after)).as("forth").containsExactlyElementsOf(edit.forth());
    assertThat(lines(after, SURFACE)).as("back").containsExactlyElementsOf(edit.back());
    assertThat(lines(SURFACE, SURFACE)).isEmpty();
  }

  private static List<String> lines(List<String> before, List<String> after) {
    return SurfaceDiff.between(before, after).stream()
        .map(change -> (change.breaking() ? "!" : "") + change.what())
        .toList();
  }
}
