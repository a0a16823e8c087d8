package ai.evolink.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.internal.media.MediaSniffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCheckTest {
  private static final byte[] PNG = latin1("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "image/webp, image/webp",
        "IMAGE/PNG; x=y, image/png",
        "application/zip, application/zip",
        "-, image/png",
        "application/octet-stream, image/png",
        "binary/octet-stream, image/png",
        "nonsense, image/png",
        "text/html, image/png", // bytes count for more
        "application/json, image/png"
      })
  void knownBytesAreAFileWhateverIsAnnounced(String declared, String type) {
    assertThat(ContentCheck.of(declared, PNG, "a")).isEqualTo(new ContentCheck(type, null));
  }

  @Test
  void filmAndSoundAreKnownByTheirBytesUnderTheTypeOfAPage() {
    Map<String, String> heads =
        Map.of(
            "\u001aE\u00df\u00a3\u009fB\u0086\u0081\1B\u0082\u0084webm", "video/webm",
            "\u001aE\u00df\u00a3\u009fB\u0086\u0081\1B\u0082\u0088matroska", "video/x-matroska",
            "\u00ff\u00fb\u0090\0\0\0\0\1", "audio/mpeg",
            "\u00ff\u00f3\u0084\0\0\0\0\1", "audio/mpeg",
            "\u00ff\u00f1P\u0080\0\0\0\1", "audio/aac");

    heads.forEach(
        (head, type) ->
            assertThat(ContentCheck.of("application/json", latin1(head), "a"))
                .isEqualTo(new ContentCheck(type, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff\u00fe<\0h\0",
        "\u00ff\u00ff\u00ff\u00ff",
        "\u00ff\u00fb\u00f0\0",
        "\u00ff"
      })
  void whatOnlyBeginsLikeSoundIsNone(String head) {
    assertThat(ContentCheck.of("text/html", latin1(head), "a").page()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "video/mp4, a.bin, video/mp4",
        "application/octet-stream, a.mp3, audio/mpeg",
        "-, a.mp3, audio/mpeg",
        "-, a.bin, -",
        "text/plain, a.mp3, audio/mpeg"
      })
  void unknownBytesAreWhatIsAnnouncedOrWhatTheNameSays(String declared, String name, String type) {
    byte[] unknown = latin1("\u00fe\u00fb\u0090\0\0\0\1");

    assertThat(ContentCheck.of(declared, unknown, name)).isEqualTo(new ContentCheck(type, null));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, HTML",
    "text/html; charset=utf-8, HTML",
    "application/xhtml+xml, XHTML",
    "application/json, JSON",
    "application/problem+json, problem",
    "application/xml, XML",
    "text/plain, not found"
  })
  void pageByItsTypeIsRefused(String declared, String text) {
    assertThat(ContentCheck.of(declared, latin1(text), "a.png").page())
        .isEqualTo("a page (" + MediaSniffer.bare(declared) + ") that begins: " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html>",
        "\n\n  <HTML lang='en'>",
        "<!-- error -->",
        "\u00ef\u00bb\u00bf<html>",
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code>",
        "<Error><Code>ExpiredToken</Code>",
        "{\"error\":{\"message\":\"gone\"}}",
        "{ }",
        "[{\"code\":404}]"
      })
  void pageByItsFirstBytesIsRefused(String text) {
    for (String declared :
        new String[] {null, "application/octet-stream", "image/png", "video/mp4"}) {
      assertThat(ContentCheck.of(declared, latin1(text), "a.png").page())
          .as("%s", declared)
          .startsWith("a page (");
    }
  }

  @Test
  void textIsAFileWhereTheNameSaysSo() {
    byte[] json = latin1("{\"asset\":{\"version\":\"2.0\"}}");
    byte[] svg = latin1("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>");

    assertThat(ContentCheck.of("application/json", json, "a.json").page()).isNull();
    assertThat(ContentCheck.of(null, json, "a.GLTF").page()).isNull();
    assertThat(ContentCheck.of("image/svg+xml", svg, "a"))
        .isEqualTo(new ContentCheck("image/svg+xml", null));
    assertThat(ContentCheck.of(null, svg, "a").page()).isNull();
  }

  @Test
  void excerptIsShortAndOnOneLine() {
    String page =
        ContentCheck.of("text/html", latin1("a\n\u001b[31m" + "x".repeat(500)), "a").page();

    assertThat(page).hasSizeLessThan(140).doesNotContain("\n", "\u001b");
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
