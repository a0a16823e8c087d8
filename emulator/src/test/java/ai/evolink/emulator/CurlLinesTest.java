package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each curl line of our pages is sent to an emulator, and gets the answer that the page shows. */
class CurlLinesTest {

  private static final String SAMPLE = "task-unified-1795368195-xewgrxft";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void linesOfTheReadmeAreAnsweredAsShown() throws Exception {
    List<CurlLine> lines = CurlLine.of(Files.readString(Path.of("README.md")));
    assertThat(lines).hasSize(11);
    assertThat(lines).filteredOn(line -> line.shown().isEmpty()).hasSize(1);

    ManualClock clock = EmulatorClock.manual();
    try (Receiver receiver = Receiver.answering(500, 200);
        EvolinkEmulator emulator = EvolinkEmulator.builder().clock(clock).start()) {
      Map<String, String> here = new LinkedHashMap<>();
      here.put("http://127.0.0.1:9000/hook", receiver.url());
      here.put("http://127.0.0.1:8080", emulator.url().toString());
      for (CurlLine line : lines) {
        if (line.trusting()) {
          assertThatItIsTrusted(line);
          continue;
        }
        boolean look = line.method().equals("GET") && line.address().contains("/v1/tasks/");
        clock.advance(look ? Duration.ofSeconds(1) : Duration.ZERO);

        HttpResponse<byte[]> answer = send(line.with(here));

        if (!here.containsKey(SAMPLE)) {
          here.put(SAMPLE, Json.read(answer.body()).path("id").asString());
        }
        assertShown(line.with(here), answer);
      }
      clock.advance(Duration.ofSeconds(1));
      assertThat(emulator.callbacks())
          .extracting(CallbackDelivery::attempt, CallbackDelivery::isDelivered)
          .containsExactly(tuple(1, false), tuple(2, true));
    }
  }

  @Test
  void linesOfTheGuideAreTaken() throws Exception {
    List<CurlLine> lines =
        CurlLine.of(Files.readString(Path.of("../docs/testing-with-the-emulator.md")));
    assertThat(lines).hasSize(5);

    try (EvolinkEmulator emulator = EvolinkEmulator.start()) {
      Map<String, String> here = Map.of("http://localhost:8080", emulator.url().toString());
      for (CurlLine line : lines) {
        assertThat(send(line.with(here)).statusCode()).as("%s", line).isEqualTo(200);
      }
      assertThat(emulator.faults())
          .singleElement()
          .hasToString("status 503 with Retry-After 2 s on submit_image, 2 times");
    }
  }

  private static HttpResponse<byte[]> send(CurlLine line) throws Exception {
    return HTTP.send(line.request(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void assertThatItIsTrusted(CurlLine line) throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().tls().start()) {
      URI address = URI.create(line.address().replace(":8080", ":" + emulator.url().getPort()));

      assertThat(address.getScheme()).isEqualTo("https");
      assertThat(TlsTest.trusting(emulator.certificate().orElseThrow(), address)).isEqualTo(200);
    }
  }

  /** The same names and values in the same order, but for those that each run has of its own. */
  private static void assertShown(CurlLine line, HttpResponse<byte[]> answer) throws IOException {
    if (!line.shown().startsWith("{")) {
      String[] shown = line.shown().split(" ", -1);
      assertThat(answer.statusCode()).as("%s", line).isEqualTo(Integer.parseInt(shown[0]));
      assertThat(answer.headers().firstValue("Content-Type")).contains(shown[1]);
      assertThat(answer.body()).isNotEmpty();
      return;
    }
    JsonNode shown = Json.read(oneLine(line.shown()).getBytes(StandardCharsets.UTF_8));
    JsonNode seen = Json.read(answer.body());
    assertThat(answer.statusCode() >= 400).as("%s", line).isEqualTo(shown.has("error"));
    assertThat(timeless(seen)).hasToString(timeless(shown).toString());
  }

  /** Line breaks have been added between values, and in place of spaces. */
  private static String oneLine(String shown) {
    return shown.replaceAll("\\n\\s*", " ");
  }

  private static JsonNode timeless(JsonNode json) {
    if (json instanceof ObjectNode object) {
      for (String name : List.of("created", "progress")) {
        if (object.path(name).isInt()) {
          object.put(name, 0);
        }
      }
    }
    return json;
  }
}
