package ai.evolink.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on pages in the shape of the documentation's. */
class DriftTest {
  private static final String RESOURCES = "src/test/resources/";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  /** What a run has printed, and how it ended. */
  private record Run(int code, String out) {}

  private static Run run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--spec", RESOURCES + "spec.yaml"));
    if (!all.contains("--disputes")) {
      all.addAll(List.of("--disputes", RESOURCES + "disputes.yaml"));
    }
    StringWriter out = new StringWriter();
    int code = Drift.run(new PrintWriter(out), all.toArray(new String[0]));
    return new Run(code, out.toString().replace("\r\n", "\n").replace('\\', '/'));
  }

  @Test
  void sameSaidInOtherWaysIsNoDifference() {
    Run run = run("--pages", RESOURCES + "pages/same");

    assertThat(run.out())
        .isEqualTo(
            """
            Compared 2 pages with src/test/resources/spec.yaml; 1 more describe no operation
            0 differences, 0 more are disputes
            """);
    assertThat(run.code()).isZero();
  }

  @Test
  void everyDifferenceIsNamedWithItsPage() {
    Run run = run("--pages", RESOURCES + "pages/drifted");

    assertThat(run.out())
        .isEqualTo(
            """
            Compared 2 pages with src/test/resources/spec.yaml; 0 more describe no operation
            19 differences, 2 more are disputes

            src/test/resources/pages/drifted/painter.md
              POST /v1/pictures [painter-1] mood: not in the spec
              POST /v1/pictures [painter-1] prompt: maxLength 2000 -> 1000
              POST /v1/pictures [painter-1] seconds: maximum 5 -> 10
              POST /v1/pictures [painter-1] seconds: type integer|string -> integer
              POST /v1/pictures [painter-1] seconds: words auto -> none
              POST /v1/pictures [painter-1] size: default auto -> 1:1
              POST /v1/pictures [painter-1] size: required none -> true
              POST /v1/pictures [painter-1] size: word 7:5: not in the spec
              POST /v1/pictures [painter-1] size: word auto: not on the page
              POST /v1/pictures [painter-1] weight: not on the page
              POST /v1/pictures answer 200 cost: not in the spec
              POST /v1/pictures answer 200 id: type string -> integer
              POST /v1/pictures answer 200 status: word paused: not in the spec
              POST /v1/pictures answer 404: not in the spec
              POST /v1/pictures: security http bearer -> nothing
              POST /v1/pictures: server https://api.example.com -> https://eu.example.com

            src/test/resources/pages/drifted/tomorrow.yaml
              POST /v1/pictures [painter-3, painter-3-fast]: not in the spec
              POST /v1/statues: not in the spec

            disputes
              numbers of pictures: 1
              endpoints of text: 1
            """);
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void onlyMatchingPagesAreRead() {
    Run run = run("--pages", RESOURCES + "pages/drifted", "--matching", "^(?!.*painter).*tomorrow");

    assertThat(run.out()).contains("Compared 1 pages").doesNotContain("painter.md");
  }

  @Test
  void modelWithoutAPageDiffersIfThePagesAreAll() {
    String painter = RESOURCES + "pages/same/painter.json";

    assertThat(run("--pages", RESOURCES + "pages/same", "--complete").code()).isZero();
    assertThat(run("--pages", painter).code()).isZero();
    Run run = run("--pages", painter, "--complete");
    // Neither a deprecated one nor another name of one that has a page.
    assertThat(run.out()).contains("1 differences", "models sketcher-2: without a page");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void catalogueTellsWhatWeLackAndWhatIsGone() {
    Run run = run("--catalogue", RESOURCES + "catalogue.json");

    assertThat(run.out())
        .isEqualTo(
            """
            4 differences, 0 more are disputes

            src/test/resources/catalogue.json
              catalogue painter-old: deprecated -> active
              catalogue painter-one: alias of painter-1: not in the spec
              catalogue sculptor-1: not in the spec
              catalogue sketcher-2: not deprecated -> retired
            """);
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void idThatIsNotListedIsGoneAndAnAliasOfAnotherModelDiffers() throws IOException {
    Path answer = folder.resolve("catalogue.json");
    Files.writeString(
        answer,
        """
        {"models": [{"model_id": "sketcher-2", "aliases": ["painter-1-beta"], "lifecycle": "active"}]}
        """);

    assertThat(run("--catalogue", answer.toString()).out())
        .contains("catalogue painter-1: not in the catalogue")
        .contains("catalogue painter-1-beta: alias of painter-1 -> sketcher-2")
        .doesNotContain("Painter-Old");
  }

  @Test
  void disputesThatAllowNothingAreNamedIfEverythingWasCompared() {
    Run run =
        run(
            "--pages",
            RESOURCES + "pages/same",
            "--complete",
            "--catalogue",
            RESOURCES + "catalogue.json");

    assertThat(run.out()).contains("No longer needed in", "POST /v1/chat/completions: not in");
  }

  @Test
  void pagesAndCatalogueAreReadFromTheirAddresses() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return answer(String.valueOf(request.getTarget()), server.url("/").toString());
            }
          });
      server.start();
      String base = server.url("/").toString();

      Run run = run("--pages", base + "llms.txt", "--catalogue", base + "v1/catalog/models");

      assertThat(run.out())
          .startsWith("Compared 2 pages with")
          .contains("1 more describe no operation")
          .contains(base + "docs/painter.md\n  POST /v1/pictures [painter-1] mood")
          .contains(base + "v1/catalog/models\n  catalogue painter-old:")
          .contains("Cannot be read: " + base + "docs/gone.md: HTTP 404")
          .doesNotContain("elsewhere");
      assertThat(run.code()).isEqualTo(2);
    }
  }

  private static MockResponse answer(String path, String base) {
    String page = RESOURCES + "pages/";
    return switch (path) {
      case "/llms.txt" ->
          body(
              "# Docs\n- [Painter](%1$sdocs/painter.md): paints\n- [Guide](%1$sdocs/guide.md)\n"
                      .formatted(base)
                  + "- [Tomorrow](%1$sdocs/tomorrow.yaml)\n- %1$sdocs/gone.md\n".formatted(base)
                  + "- https://elsewhere.example.com/page.md\n- %1$sdocs/picture.png\n"
                      .formatted(base));
      case "/docs/painter.md" -> file(page + "drifted/painter.md");
      case "/docs/tomorrow.yaml" -> file(page + "drifted/tomorrow.yaml");
      case "/docs/guide.md" -> file(page + "same/guide.md");
      case "/v1/catalog/models" -> file(RESOURCES + "catalogue.json");
      default -> new MockResponse.Builder().code(404).build();
    };
  }

  private static MockResponse file(String file) {
    try {
      return body(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static MockResponse body(String text) {
    return new MockResponse.Builder().body(text).build();
  }

  @Test
  void pageThatCannotBeReadIsNamedAndTheOthersAreCompared() throws IOException {
    Files.writeString(folder.resolve("broken.yaml"), "openapi: 3.1.0\npaths: {a: [}\n");
    Files.copy(Path.of(RESOURCES, "pages/same/painter.json"), folder.resolve("painter.json"));

    Run run = run("--pages", folder.toString());

    assertThat(run.out())
        .contains("Compared 1 pages")
        .contains("Cannot be read: ", "broken.yaml: ");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void pageThatRefersToNothingDiffers() throws IOException {
    Files.writeString(
        folder.resolve("page.yaml"),
        """
        openapi: 3.1.0
        paths:
          /v1/pictures:
            post:
              responses: {'200': {$ref: '#/components/responses/Nothing'}}
        """);

    Run run = run("--pages", folder.toString());

    assertThat(run.out())
        .contains("page: cannot be compared: Nothing is at #/components/responses/Nothing");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void whatIsNoInputEndsWithTwo() throws IOException {
    Path nothing = Files.createDirectory(folder.resolve("nothing"));
    Path notes = folder.resolve("disputes.yaml");
    Files.writeString(notes, "- {subject: sizes, sources: two}\n");

    assertThat(run().code()).isEqualTo(2);
    assertThat(run("--page", "x").code()).isEqualTo(2);
    assertThat(run("--pages", nothing.toString()).out()).contains("no page with an operation");
    assertThat(run("--pages", nothing.toString()).code()).isEqualTo(2);
    assertThat(run("--pages", folder.resolve("none").toString()).code()).isEqualTo(2);
    assertThat(run("--catalogue", RESOURCES + "spec.yaml").code()).isEqualTo(2);
    Run run = run("--catalogue", RESOURCES + "catalogue.json", "--disputes", notes.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("\"sizes\" has no spec");
  }

  /** The files that a maintainer works with. */
  @Test
  void realSpecAndItsDisputesAreRead() {
    StringWriter out = new StringWriter();
    int code =
        Drift.run(
            new PrintWriter(out),
            "--spec",
            "../evolink.yaml",
            "--disputes",
            "../disputes.yaml",
            "--catalogue",
            RESOURCES + "catalogue.json");

    assertThat(out.toString())
        .contains("catalogue sculptor-1: not in the spec")
        .contains("catalogue gpt-image-2: not in the catalogue")
        .contains("ids that pages describe and the price list has not: 8")
        .doesNotContain("catalogue sora-2:");
    assertThat(code).isEqualTo(1);
  }
}
