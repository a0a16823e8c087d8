package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.TASK_ID;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.CallbackHub;
import ai.evolink.CallbackReply;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers that mean harm, met by a program with 64 MB of heap: each call ends, with what can be
 * read or with an exception of ours, and the next one works.
 */
class HostileAnswersTest {
  private static final List<String> LARGE = List.of("announced", "sent", "endless", "gzip-bomb");
  private static final List<String> ODD =
      List.of("deep-lists", "deep-objects", "nul", "gzip-broken");
  private static final List<String> MANY =
      List.of("million-results", "million-lists", "million-names", "too-long-string");
  private static final List<String> READABLE =
      List.of(
          "long-string",
          "names-twice",
          "not-utf-8",
          "surrogates",
          "mark",
          "digits",
          "digits-of-an-int",
          "exponents",
          "price-of-digits",
          "price-with-an-exponent");

  private static final Pattern CALLBACK = Pattern.compile("\"callback_url\":\"([^\"]+)");
  private static final Map<String, String> OUTCOMES = new HashMap<>();

  @RegisterExtension final MockService service = new MockService();

  @BeforeAll
  static void callAHostileService(@TempDir Path directory) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC", // the heap is small, and shall not be in pieces as well
                "-cp",
                System.getProperty("java.class.path"),
                HostileClient.class.getName()));
    try (MockWebServer server = NoDelayServer.create()) {
      server.setDispatcher(new HostileBodies());
      server.start();
      command.add(server.url("/").toString());
      for (List<String> bodies : List.of(LARGE, ODD, MANY, READABLE)) {
        for (String body : bodies) {
          command.add("get:" + body);
          command.add("get:refused." + body);
          command.add("submit:" + body);
          command.add("upload:" + body);
        }
      }
      ChildJvm.Ended child = ChildJvm.run(directory, Map.of(), command.toArray(String[]::new));
      assertThat(child.exitCode()).as(child.output()).isZero();
      child
          .output()
          .lines()
          .filter(line -> line.contains(" = "))
          .map(line -> line.split(" = ", 2))
          .forEach(outcome -> OUTCOMES.put(outcome[0], outcome[1]));
    }
  }

  static Stream<String> unreadable() {
    return Stream.of(LARGE, ODD, MANY).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void unreadableAnswerIsAnExceptionOfOurs(String body) {
    assertThat(OUTCOMES.get("get:" + body)).startsWith("TransportException: Could not ");
    assertThat(OUTCOMES.get("upload:" + body)).startsWith("TransportException: Could not ");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void unreadableAnswerToASubmitLeavesItUncertain(String body) {
    assertThat(OUTCOMES.get("submit:" + body)).startsWith("SubmissionUncertainException: Sent ");
  }

  @ParameterizedTest
  @MethodSource({"unreadable", "readable"})
  void refusalIsKnownByItsStatus(String body) {
    assertThat(OUTCOMES.get("get:refused." + body))
        .startsWith("ApiException: Evolink refused GET /v1/tasks/refused." + body + ": HTTP 400: ")
        .hasSizeLessThan(700);
  }

  static Stream<String> readable() {
    return READABLE.stream();
  }

  @ParameterizedTest
  @MethodSource("readable")
  void oddAnswerIsRead(String body) {
    assertThat(OUTCOMES.get("get:" + body)).isEqualTo("read");
    assertThat(OUTCOMES.get("submit:" + body)).isEqualTo("read");
    assertThat(OUTCOMES.get("upload:" + body)).startsWith("ApiException: Evolink refused");
  }

  @Test
  void limitsAreNamed() {
    assertThat(OUTCOMES.get("get:endless")).contains("the answer is larger than 8388608 bytes");
    assertThat(OUTCOMES.get("get:gzip-bomb")).contains("the answer is larger than 8388608 bytes");
    assertThat(OUTCOMES.get("get:million-results")).contains("more than 100000 values");
    assertThat(OUTCOMES.get("get:deep-lists")).contains("Nesting too deep");
  }

  @Test
  void hostilePollIsWaitedOut() {
    service.answer("{\"results\":[" + "\"a\",".repeat(999_999) + "\"a\"]}");
    service.answer(MockService.task("completed", ",\"created\":9223372036854775807"));

    Generation made = service.evolink.tasks().follow(TASK_ID, AT_ONCE).result();

    assertThat(made.task().id()).isEqualTo(TASK_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{\"a\":", "{\"id\":\"task-unified-1\",", "9", "\u00ff", "\u0000", "{}"})
  void hostileCallbackIsTakenAndCausesNothing(String part) throws Exception {
    CallbackHub hub =
        CallbackHub.at(
            URI.create("https://shop.example/evolink"), "a key of the tests".getBytes(US_ASCII));
    byte[] body = part.repeat(100_000).getBytes(ISO_8859_1);
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      service.answer(MockService.SUBMITTED);
      evolink.images().submit(ImageRequest.of("A cat")).result();
      String request = service.taken().getBody().utf8();
      Matcher address = CALLBACK.matcher(request);
      assertThat(address.find()).as(request).isTrue();

      assertThat(hub.handle(address.group(1), body)).isEqualTo(CallbackReply.ACCEPTED);
      assertThat(hub.handle("/evolink/" + part, body)).isEqualTo(CallbackReply.UNKNOWN);
      assertThat(service.server.getRequestCount()).isEqualTo(1);
    }
  }
}
