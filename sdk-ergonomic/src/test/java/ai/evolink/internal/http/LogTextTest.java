package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
  @Test
  void shapeNumbersAndHarmlessWordsAreShown() {
    assertThat(
            text(
                """
                {"model": "veo-3.1", "n": 2, "ok": [true, false, null], "price": 1.60,
                 "none": {}, "nothing": [], "task_info": {"status": "pending"}}"""))
        .isEqualTo(
            "{model: veo-3.1, n: 2, ok: [true, false, null], price: 1.60, none: {}, nothing: [],"
                + " task_info: {status: pending}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt",
        "message",
        "callback_url",
        "image_urls",
        "authorization",
        "api_key",
        "Model",
        "model ",
        "",
        "tomorrow"
      })
  void textOfAnyOtherNameIsCountedOnly(String name) {
    assertThat(text("{\"" + name + "\": \"sk-test-0123456789\"}"))
        .doesNotContain("sk-test")
        .endsWith(": (18 characters)}");
  }

  @Test
  void textsOfAListHaveItsName() {
    assertThat(text("{\"image_urls\": [\"https://x.test/?sig=1\"], \"size\": [\"16:9\"]}"))
        .isEqualTo("{image_urls: [(21 characters)], size: [16:9]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words",
        "",
        "line\\nbreak",
        "nul\\u0000",
        "\\u007f",
        "caf\\u00e9",
        "\\ud83d\\udc31",
        "\\ud800"
      })
  void harmlessNameDoesNotMakeAnyTextAWord(String escaped) {
    assertThat(text("{\"model\": \"" + escaped + "\"}"))
        .matches("\\{model: \\(\\d+ characters\\)}");
  }

  @Test
  void wordIsShownUpToSixtyFourCharacters() {
    assertThat(text("{\"id\": \"" + "a".repeat(64) + "\"}")).contains("a".repeat(64));
    assertThat(text("{\"id\": \"" + "a".repeat(65) + "\"}")).isEqualTo("{id: (65 characters)}");
  }

  @Test
  void dataUrlIsCountedOnly() {
    String url = "data:image/png;base64," + "iVBORw0KGgo".repeat(1_000);

    assertThat(text("{\"image\": \"" + url + "\", \"id\": \"" + url + "\"}"))
        .isEqualTo("{image: (11022 characters), id: (11022 characters)}");
  }

  @Test
  void bareTextIsCountedOnly() {
    assertThat(text("\"secret\"")).isEqualTo("(6 characters)");
    assertThat(text("[\"secret\"]")).isEqualTo("[(6 characters)]");
  }

  @Test
  void longJsonIsCut() {
    String cut = text("[" + "1234567,".repeat(1_000) + "0]");

    assertThat(cut).hasSize(2_001).startsWith("[1234567, 1234567, ").endsWith("…");
  }

  @Test
  void longNamesAndNumbersAreCut() {
    assertThat(text("{\"" + "n".repeat(1_000) + "\": " + "7".repeat(1_000) + "}"))
        .isEqualTo("{" + "n".repeat(64) + "…: " + "7".repeat(64) + "…}");
  }

  @Test
  void nameIsOneLine() {
    assertThat(text("{\"a\\r\\nERROR forged\\u0000\\u001b[31m\": 1}"))
        .isEqualTo("{a ERROR forged [31m: 1}");
  }

  @Test
  void pairOfSurrogatesIsNotCutInHalf() {
    String name = "n".repeat(63) + "\uD83D\uDC31";

    assertThat(text("{\"" + name + "\": 1}")).isEqualTo("{" + "n".repeat(63) + "…: 1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"prompt\": \"secret",
        "{\"prompt\": \"secret\"",
        "{\"prompt\": secret}",
        "<html>secret</html>",
        "{\"a\": 1,, \"prompt\": \"secret\"}",
        "secret"
      })
  void brokenJsonShowsItsLengthOnly(String json) {
    assertThat(text(json)).isEqualTo("(not JSON, " + json.length() + " bytes)");
  }

  @Test
  void endlessNestingShowsItsLengthOnly() {
    assertThat(text("[".repeat(100_000))).isEqualTo("(not JSON, 100000 bytes)");
  }

  @Test
  void bytesThatAreNoTextShowTheirLengthOnly() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    assertThat(LogText.ofJson(new Buffer().write(png))).isEqualTo("(not JSON, 8 bytes)");
  }

  private static String text(String json) {
    return LogText.ofJson(new Buffer().writeUtf8(json));
  }
}
