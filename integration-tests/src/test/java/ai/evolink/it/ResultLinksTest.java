package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.evolink.Artifact;
import ai.evolink.Generation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every usable link is used, and every other told. */
class ResultLinksTest {
  private static final String GOOD = "https://files.evolink.ai/a.png";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};

  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"results\":[\"https://files.evolink.ai/a.png\"]",
        "\"results\":\"https://files.evolink.ai/a.png\"",
        "\"results\":[\" https://files.evolink.ai/a.png\\n\"]",
        "\"results\":[{\"url\":\"https://files.evolink.ai/a.png\",\"seed\":7}]",
        "\"results\":{\"url\":\"https://files.evolink.ai/a.png\"}",
        "\"results\":{\"video_url\":\"https://files.evolink.ai/a.png\"}",
        "\"results\":{\"images\":[{\"url\":\"https://files.evolink.ai/a.png\"}]}",
        "\"result_data\":[{\"url\":\"https://files.evolink.ai/a.png\"}]",
        "\"results\":[],\"result_data\":{\"image_url\":\"https://files.evolink.ai/a.png\"}",
        "\"results\":null,\"result_data\":{\"images\":[\"https://files.evolink.ai/a.png\"]}",
        "\"result_data\":{\"songs\":[{\"audio_url\":\"https://files.evolink.ai/a.png\","
            + "\"image_url\":\"https://files.evolink.ai/cover.png\"}]}"
      })
  void oneLinkIsFoundInEveryShape(String shape) {
    Generation made = made(shape);

    assertThat(made.only().uri()).isEqualTo(URI.create(GOOD));
    assertThat(made.snapshot().results()).containsExactly(URI.create(GOOD));
    assertThat(made.snapshot().unusableResults()).isEmpty();
    assertThat(made.isIncomplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          https://files.evolink.ai/a cat.png      ; https://files.evolink.ai/a%20cat.png
          https://files.evolink.ai/a.png?x=1|2    ; https://files.evolink.ai/a.png?x=1%7C2
          https://files.evolink.ai/a|b.png        ; https://files.evolink.ai/a%7Cb.png
          https://files.evolink.ai/{a}.png?q=\"x\" ; https://files.evolink.ai/%7Ba%7D.png?q=%22x%22
          https://files.evolink.ai/a.png?s=%2f+&t ; https://files.evolink.ai/a.png?s=%2f+&t
          """)
  void linkIsPercentEncodedWhereItMustBe(String told, String used) {
    Generation made = made("\"results\":[\"" + told.strip().replace("\"", "\\\"") + "\"]");

    assertThat(made.only().uri()).hasToString(used);
  }

  @Test
  void encodedLinkIsAskedForAsBrowsersDo() throws Exception {
    Artifact artifact = made("\"results\":[\"" + service.url() + "a cat.png?x=1 2\"]").only();
    service.answer(Artifacts.file("a picture").build());

    assertThat(artifact.saveInto(folder)).hasFileName("a_cat.png").hasContent("a picture");

    service.taken();
    assertThat(service.taken().getTarget()).isEqualTo("/a%20cat.png?x=1%202");
  }

  @Test
  void unusableResultsAreToldAndSpoilNoOthers() {
    try (LogCapture log = new LogCapture(Level.WARNING)) {
      Generation made =
          made(
              "\"results\":[null,\""
                  + GOOD
                  + "\",\"/relative.png\",7,{\"id\":1},\"ftp://a/b\",\"https://half%2@c\",\"\","
                  + "\"https://files.evolink.ai/b.png\"]");

      assertThat(made.artifacts())
          .extracting(Artifact::uri)
          .containsExactly(URI.create(GOOD), URI.create("https://files.evolink.ai/b.png"));
      assertThat(made.snapshot().unusableResults())
          .containsExactly(
              "null", "/relative.png", "7", "{id=1}", "ftp://a/b", "https://half%2@c", "");
      assertThat(made.isIncomplete()).isTrue();
      assertThat(log.lines())
          .containsExactly(
              "Task "
                  + TASK_ID
                  + " is completed, but files are missing: it made 2 (no usable link: null,"
                  + " /relative.png, 7, {id=1}, ftp://a/b, https://c,).");
    }
  }

  @Test
  void brokenLinkIsReplacedByThatOfTheResultData() {
    Generation made = made("\"results\":[\"a.png\"],\"result_data\":[{\"url\":\"" + GOOD + "\"}]");

    assertThat(made.only().uri()).isEqualTo(URI.create(GOOD));
    assertThat(made.snapshot().unusableResults()).containsExactly("a.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"progress\":100",
        "\"results\":[]",
        "\"results\":null",
        "\"results\":[],\"result_data\":[]",
        "\"results\":[],\"result_data\":{\"seed\":7}"
      })
  void completedTaskWithoutItsFilesIsIncomplete(String shape) {
    Generation made = made(shape);

    assertThat(made.artifacts()).isEmpty();
    assertThat(made.isIncomplete()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(made::only)
        .withMessage("Task " + TASK_ID + " made no files, not one; see artifacts() and rawJson().");
  }

  @ParameterizedTest
  @ValueSource(strings = {"persona_id", "element_id", "voice", "voice_id", "character_name"})
  void taskThatNeedsNoFilesIsComplete(String result) {
    try (LogCapture log = new LogCapture(Level.WARNING)) {
      Generation made = made("\"results\":[],\"result_data\":{\"" + result + "\":\"x1\"}");

      assertThat(made.isIncomplete()).isFalse();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void fileInItsOwnLinkIsTakenOutOfItWithoutARequest() throws IOException {
    String base64 = Base64.getEncoder().encodeToString(PNG);
    for (String link :
        List.of(
            "data:image/png;base64," + base64,
            "data:image/jpeg;base64," + base64,
            "DATA:;base64," + base64.replace("=", ""),
            "data:image/png;base64," + base64.substring(0, 4) + "\\n" + base64.substring(4))) {
      Artifact artifact = made("\"results\":[\"" + link + "\"]").only();

      assertThat(artifact).hasToString("Artifact[" + artifact.uri().getScheme() + ":…]");
      assertThat(artifact.mediaType()).contains("image/png");
      assertThat(artifact.expiresAt()).isEmpty();
      assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasBinaryContent(PNG);
      assertThat(artifact.saveInto(folder)).hasExtension("png").hasBinaryContent(PNG);
      try (InputStream in = artifact.open()) {
        assertThat(in.readAllBytes()).isEqualTo(PNG);
      }
    }
    assertThat(service.server.getRequestCount()).isEqualTo(4); // the queries alone
  }

  @ParameterizedTest
  @ValueSource(strings = {"data:", "data:image/png;base64,", "data:image/png;base64,%%%"})
  void ownLinkWithoutAFileIsUnusable(String link) {
    assertThat(made("\"results\":[\"" + link + "\"]").snapshot().unusableResults())
        .containsExactly(link);
  }

  private Generation made(String more) {
    service.answer(MockService.task("completed", "," + more));
    return service.evolink.tasks().follow(TASK_ID, AT_ONCE).result();
  }
}
