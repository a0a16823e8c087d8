package ai.evolink.generated;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.api.ApiServer;
import ai.evolink.codegen.SpecCase;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import mockwebserver3.RecordedRequest;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Generates all cases that are handled, by one run of the real Maven build in a folder with a space
 * in its name, and puts JSON through the classes that come out.
 */
@Tag("deep")
@RunsTheGenerator
@SuppressWarnings("NullAway.Init") // JUnit calls generate first
class CasesRoundTripTest {
  private static SpecCopy copy;
  private static Moshi moshi;

  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    copy = SpecCopy.in(Files.createDirectory(folder.resolve("with a space & more")));
    copy.replaceSpec(SpecCase.documentOfAll());
    copy.compile();
    moshi = (Moshi) copy.load("EvolinkJson").getMethod("moshi").invoke(null);
  }

  @Test
  void whatIsReadIsTypedAndIsWrittenAgain() {
    SoftAssertions all = new SoftAssertions();
    int rounds = 0;
    for (SpecCase spec : SpecCase.all()) {
      for (JsonNode round : spec.expectations().path("rounds")) {
        rounds++;
        all.assertThatCode(() -> round(spec, round))
            .as("%s %s", spec, round)
            .doesNotThrowAnyException();
      }
    }
    all.assertAll();
    assertThat(rounds).isGreaterThan(300);
  }

  private static void round(SpecCase spec, JsonNode round) throws Exception {
    String json = spec.inAll(round.path("json").stringValue());
    Class<?> type = copy.load(spec.typeOf(round.path("type").stringValue()));
    JsonAdapter<?> adapter = moshi.adapter(type);

    Object value = Objects.requireNonNull(adapter.fromJson(json));

    assertThat(SpecCase.json(write(type, value))).isEqualTo(SpecCase.json(json));
    assertThat(value).isEqualTo(adapter.fromJson(json)).hasSameHashCodeAs(adapter.fromJson(json));
    assertThat(value.toString()).isNotNull();
    if (round.has("as")) {
      String as = round.path("as").stringValue();
      assertThat(value.getClass().getSimpleName())
          .isEqualTo(as.equals("Unknown") ? as : spec.typeOf(as));
    }
    if (!value.getClass().getSimpleName().equals("Unknown") && has(value, "additionalProperties")) {
      assertThat((Map<?, ?>) call(value, "additionalProperties")).isEmpty();
    }
    if (has(value, "toBuilder")) {
      Object again = call(call(value, "toBuilder"), "build");
      assertThat(SpecCase.json(write(again.getClass(), again)))
          .isEqualTo(SpecCase.json(round.path("builder").asString(json)));
    }
  }

  @SuppressWarnings("unchecked") // the adapter is that of the type
  private static String write(Class<?> type, Object value) {
    return ((JsonAdapter<Object>) moshi.adapter(type)).toJson(value);
  }

  @Test
  void buildersPresetDefaultsAndAskForTheRest() throws Exception {
    int built = 0;
    for (SpecCase spec : SpecCase.all()) {
      JsonNode expected = spec.expectations().get("built");
      if (expected != null) {
        built++;
        String name = spec.schemas().has("Thing") ? "Thing" : "H";
        Class<?> type = copy.load(spec.typeOf(name));
        Method start =
            Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("builder"))
                .filter(method -> java.lang.reflect.Modifier.isStatic(method.getModifiers()))
                .findFirst()
                .orElseThrow();
        Object[] arguments = new Object[start.getParameterCount()];
        Arrays.fill(arguments, "x");

        Object value = call(start.invoke(null, arguments), "build");

        assertThat(SpecCase.json(write(type, value)))
            .as(spec.name())
            .isEqualTo(SpecCase.json(expected.stringValue()));
      }
    }
    assertThat(built).isGreaterThan(90);
  }

  @Test
  void buildersHoldValuesAgainstEveryLimit() throws Exception {
    int limits = 0;
    for (SpecCase spec : SpecCase.all()) {
      for (JsonNode limit : spec.expectations().path("limits")) {
        limits++;
        Class<?> type = copy.load(spec.typeOf(limit.path("type").stringValue()));
        String json = limit.path("json").stringValue();
        Object read = Objects.requireNonNull(moshi.adapter(type).fromJson(json));
        String property = SpecCase.json(json).propertyNames().iterator().next();
        Object builder = call(read, "toBuilder");
        Object value = call(read, property);
        for (Method setter : builder.getClass().getMethods()) {
          if (setter.getName().equals(property)) {
            setter.invoke(builder, value);
          }
        }
        assertThat(failureOf(builder)).isEqualTo(limit.path("wrong").stringValue());
      }
    }
    assertThat(limits).isEqualTo(18);
  }

  private static String failureOf(Object builder) throws ReflectiveOperationException {
    try {
      return "built " + call(builder, "build");
    } catch (InvocationTargetException e) {
      return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
    }
  }

  @Test
  @SuppressWarnings("unchecked") // the class is that of the file
  void operationsOfEveryKindAreCalledOverHttp() throws Exception {
    Object caller =
        copy.instanceOf(
            "OperationsCaller",
            Files.readString(Path.of("src/test/resources/codegen/OperationsCaller.java.txt")));
    try (ApiServer server = new ApiServer()) {
      server.answers("[{\"a\":\"1\"}]");
      server.answers("[]");
      server.answers("{\"a\":\"2\"}");
      server.answers(null, "");
      server.answers(null, "");
      server.answers("text/plain", "fine");
      server.answers("image/png", "12345");
      server.answers(null, "");
      server.answers("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}]}");
      server.answers(
          "text/event-stream",
          """
          data: {"choices":[{"delta":{"content":"Hel"}}]}

          data: {"choices":[{"delta":{"content":null}}]}

          data: {"choices":[{"delta":{"content":"lo"}}]}

          data: [DONE]

          """);
      server.answers(
          "text/event-stream", "data: {\"text\":\"a\"}\r\n\r\ndata: {\"text\":\"b\"}\r\n\r\n");
      ((Consumer<String>) caller).accept(server.url());

      assertThat(((Callable<List<Object>>) caller).call().toString())
          .isEqualTo(
              "[[Thing{a=1}], [], Thing{a=2}, null, 204, fine, 5, 204, Hi, Hello, {text=a}, {text=b}]");

      RecordedRequest list = server.received();
      assertThat(list.getRequestLine())
          .isEqualTo(
              "GET /v1/list?many=a&many=b%26c&joined=1,2%2C3,%C3%A4%20b&since=2026-01-02T03%3A04%3A00Z"
                  + " HTTP/1.1");
      assertThat(list.getHeaders().get("X-Trace")).isEqualTo("trace-1");
      assertThat(server.received().getRequestLine()).isEqualTo("GET /v1/list HTTP/1.1");
      RecordedRequest put = server.received();
      assertThat(put.getRequestLine()).isEqualTo("PUT /v1/things/a%2Fb HTTP/1.1");
      assertThat(text(put)).isEqualTo("{\"a\":\"x\"}");
      assertThat(server.received().getBodySize()).isZero();
      assertThat(server.received().getRequestLine()).isEqualTo("DELETE /v1/things/d HTTP/1.1");
      assertThat(text(server.received()))
          .isEqualTo("name=n%26m&tags=t&tags=u&at=2026-01-02T03%3A04%3A00Z");
      assertThat(text(server.received()))
          .containsSubsequence("filename=\"one.bin\"", "filename=\"two.bin\"", "name=\"note\"");
      RecordedRequest plain = server.received();
      assertThat(plain.getHeaders().get("Content-Type")).startsWith("text/plain");
      assertThat(text(plain)).isEqualTo("plain");
      assertThat(text(server.received()))
          .isEqualTo(
              "{\"model\":\"gpt-5.1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
                  + "\"stop\":[\"\\n\"]}");
      RecordedRequest stream = server.received();
      assertThat(stream.getHeaders().get("Accept")).isEqualTo("text/event-stream");
      assertThat(text(stream)).contains("\"stream\":true");
      assertThat(server.received().getRequestLine())
          .isEqualTo("POST /v1beta/models/gemini-3.1-pro:streamGenerateContent HTTP/1.1");
    }
  }

  private static String text(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }

  private static boolean has(Object value, String method) {
    return Arrays.stream(value.getClass().getMethods())
        .anyMatch(each -> each.getName().equals(method) && each.getParameterCount() == 0);
  }

  private static Object call(Object value, String method) throws ReflectiveOperationException {
    Method found = value.getClass().getMethod(method);
    found.setAccessible(true); // some are inherited from a class that is not public
    return Objects.requireNonNull(found.invoke(value));
  }
}
