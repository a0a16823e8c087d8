package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every answer that the spec documents, got from the emulator and held against the spec's schema by
 * a validator that shares nothing with what made the answer but the spec itself.
 */
class SpecCoverageTest {

  private static final String UNKNOWN_TASK = "/v1/tasks/task-unified-1756817821-4x3rx6ny";

  /** Nothing that the emulator could be modelled on: only client code knows of these operations. */
  private static final Set<String> NOT_EMULATED = Set.of("cancelTask");

  /** What only a fault makes, since nothing a caller does leads there. */
  private static final Set<Integer> BY_FAULT = Set.of(500, 502, 503);

  private final ManualClock clock = EmulatorClock.manual();
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().clock(clock).callbackTimeout(Duration.ofMinutes(1)).start();
  private final Api api = new Api(emulator);

  @AfterEach
  void close() {
    emulator.close();
  }

  /** An answer that the spec documents. */
  record Documented(String id, int status) {
    @Override
    public String toString() {
      return id + " " + status;
    }
  }

  static Stream<Documented> documented() {
    JsonNode paths = Spec.get().at("#/paths");
    List<Documented> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String id = Json.text(method.getValue(), "operationId", "");
        for (String status : method.getValue().path("responses").propertyNames()) {
          all.add(new Documented(id, Integer.parseInt(status)));
        }
      }
    }
    return all.stream().filter(answer -> !NOT_EMULATED.contains(answer.id()));
  }

  @ParameterizedTest
  @MethodSource("documented")
  void documentedAnswerIsGivenAndFitsItsSchema(Documented documented) {
    Supplier<Api.Answer> call =
        Objects.requireNonNull(calls().get(documented.toString()), "no call for " + documented);
    if (BY_FAULT.contains(documented.status())) {
      emulator.inject(Fault.status(documented.status()));
    }

    Api.Answer answer = call.get();

    assertThat(answer.status()).isEqualTo(documented.status());
    Operation operation = Spec.get().operation(documented.id());
    String schema = operation.responseSchema(documented.status()).orElseThrow();
    assertThat(Spec.get().check(schema, answer.json())).as("%s", answer.json()).isEmpty();
  }

  @Test
  void everyCallIsAboutSomethingDocumented() {
    assertThat(calls().keySet())
        .isEqualTo(
            documented().map(Documented::toString).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void operationsThatAreNotEmulatedAreUnverifiedAndAnsweredAsUnknown() {
    for (String id : NOT_EMULATED) {
      Operation operation = Spec.get().operation(id);
      String pointer =
          "#/paths/"
              + operation.path().replace("/", "~1")
              + "/"
              + operation.method().toLowerCase(Locale.ROOT);
      assertThat(Spec.get().at(pointer).path("x-unverified").asBoolean()).as(id).isTrue();
      String path = operation.path().replace("{task_id}", "task-unified-1-aaaaaaaa");
      assertThat(api.send(path, operation.method()).status()).as(id).isIn(404, 405);
    }
  }

  private Map<String, Supplier<Api.Answer>> calls() {
    Map<String, Supplier<Api.Answer>> calls = new TreeMap<>();
    for (String medium : List.of("image", "video", "audio")) {
      submits(calls, medium);
    }
    calls.put("getTask 200", () -> api.task(api.submit("A cat").id()));
    calls.put("getTask 400", () -> api.task("no-task"));
    calls.put("getTask 401", () -> api.as("").get(UNKNOWN_TASK));
    calls.put("getTask 402", () -> api.as("sk-evo-no-credits").get(UNKNOWN_TASK));
    calls.put("getTask 403", () -> api.as("sk-other").task(api.submit("A cat").id()));
    calls.put("getTask 404", () -> api.get(UNKNOWN_TASK));
    calls.put("getTask 429", () -> api.as("sk-evo-throttled").get(UNKNOWN_TASK));
    calls.put("getTask 500", () -> api.get(UNKNOWN_TASK));
    calls.put(
        "listTasks 200",
        () -> {
          api.submit("A cat");
          return api.get("/v1/tasks?page=1&page_size=5");
        });
    calls.put("listTasks 401", () -> api.as("").get("/v1/tasks"));
    calls.put("listTasks 429", () -> api.as("sk-evo-throttled").get("/v1/tasks"));
    credits(calls);
    catalog(calls);
    files(calls);
    return calls;
  }

  private void submits(Map<String, Supplier<Api.Answer>> calls, String medium) {
    SampleRequest sample =
        SampleRequest.all().stream()
            .filter(candidate -> candidate.medium().equals(medium))
            .findFirst()
            .orElseThrow();
    String id = sample.operation().id();
    calls.put(id + " 200", () -> sample.submit(api, sample.body()));
    calls.put(id + " 400", () -> sample.submit(api, sample.body().put("callback_url", "no url")));
    calls.put(id + " 401", () -> sample.submit(api.as("sk-evo-invalid"), sample.body()));
    calls.put(id + " 402", () -> sample.submit(api.as("sk-evo-no-credits"), sample.body()));
    calls.put(id + " 403", () -> sample.submit(api, sample.body().put("model", "no-such-model")));
    calls.put(id + " 429", () -> sample.submit(api.as("sk-evo-throttled"), sample.body()));
    for (int status : BY_FAULT) {
      if (sample.operation().responseSchema(status).isPresent()) {
        calls.put(id + " " + status, () -> sample.submit(api, sample.body()));
      }
    }
  }

  private static ObjectNode speech() {
    return SampleRequest.of("qwen-audio-3.1-tts-flash").body();
  }

  private void credits(Map<String, Supplier<Api.Answer>> calls) {
    calls.put("getCredits 200", () -> api.get("/v1/credits"));
    // The query has no parameter that could be wrong.
    calls.put(
        "createAudio 404",
        () ->
            SampleRequest.of("qwen-audio-3.1-tts-flash")
                .submit(api, speech().put("voice", "qwen-audio-3.1-tts-flash-nobody")));
    calls.put(
        "getCredits 400",
        () -> {
          emulator.inject(Fault.status(400));
          return api.get("/v1/credits");
        });
    calls.put("getCredits 401", () -> api.as("").get("/v1/credits"));
    calls.put("getCredits 403", () -> api.as("sk-evo-forbidden").get("/v1/credits"));
    calls.put("getCredits 429", () -> api.as("sk-evo-throttled").get("/v1/credits"));
    for (int status : BY_FAULT) {
      calls.put("getCredits " + status, () -> api.get("/v1/credits"));
    }
  }

  private void catalog(Map<String, Supplier<Api.Answer>> calls) {
    Map<String, String> paths =
        Map.of(
            "listCatalogModels", "/v1/catalog/models",
            "getCatalogHealth", "/v1/catalog/health",
            "listPricingRules", "/v1/catalog/pricing-rules?view=full",
            "getPricingRules", "/v1/catalog/models/krea-2-turbo/pricing-rules?view=full");
    paths.forEach(
        (id, path) -> {
          calls.put(id + " 200", () -> api.as("").get(path));
          calls.put(
              id + " 429",
              () -> {
                emulator.inject(Fault.status(429));
                return api.as("").get(path);
              });
          calls.put(id + " 503", () -> api.as("").get(path));
        });
    calls.put(
        "getPricingRules 404", () -> api.as("").get("/v1/catalog/models/nobody/pricing-rules"));
  }

  private void files(Map<String, Supplier<Api.Answer>> calls) {
    calls.put("uploadBase64 200", this::upload);
    calls.put(
        "uploadStream 200",
        () ->
            api.post(
                "/api/v1/files/upload/stream",
                "multipart/form-data; boundary=x",
                HttpRequest.BodyPublishers.ofString(
                    String.join(
                        "\r\n",
                        "--x",
                        "Content-Disposition: form-data; name=\"file\"; filename=\"a.gif\"",
                        "",
                        "GIF89a..........",
                        "--x--",
                        ""))));
    calls.put(
        "uploadUrl 200",
        () ->
            api.post(
                "/api/v1/files/upload/url",
                Json.object().put("file_url", "https://example.com/a.png").toString()));
    calls.put("getFileQuota 200", () -> api.get("/api/v1/files/quota"));
    calls.put(
        "listFiles 200",
        () -> {
          upload();
          return api.get("/api/v1/files/list");
        });
    calls.put(
        "deleteFile 200",
        () -> {
          String id = upload().json().path("data").path("file_id").asString();
          return api.send("/api/v1/files/" + id, "DELETE");
        });
  }

  private Api.Answer upload() {
    String gif = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    return api.post(
        "/api/v1/files/upload/base64", Json.object().put("base64_data", gif).toString());
  }

  static Stream<SampleRequest> models() {
    return SampleRequest.all().stream();
  }

  @Test
  void taskAndCallbackOfEachModelFitTheSchemaOfATask() throws Exception {
    String schema = Spec.get().operation("getTask").responseSchema(200).orElseThrow();
    try (Receiver receiver = Receiver.answering(204)) {
      int told = 0;
      for (SampleRequest sample : SampleRequest.all()) {
        ObjectNode body = sample.body();
        if (sample.shape().at("/properties/callback_url").isObject()) {
          body.put("callback_url", receiver.url());
          told++;
        }
        Api.Answer submitted = sample.submit(api, body);
        assertThat(submitted.status()).as("%s %s", sample.model(), submitted.json()).isEqualTo(200);
        assertThat(api.task(submitted.id()).status()).isEqualTo(200);
      }
      clock.advance(Duration.ofMinutes(1));
      List<CallbackDelivery> callbacks = emulator.callbacks();
      assertThat(callbacks).hasSize(told).allMatch(CallbackDelivery::isDelivered);
      for (CallbackDelivery callback : callbacks) {
        JsonNode sent = Json.read(callback.body().getBytes(StandardCharsets.UTF_8));
        assertThat(Spec.get().check(schema, sent)).as("%s", sent).isEmpty();
        assertThat(sent).isEqualTo(api.task(callback.taskId()).json());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("endings")
  void callbackOfEachEndingFitsTheSchemaOfATask(String prompt, String status) throws Exception {
    String schema = Spec.get().operation("getTask").responseSchema(200).orElseThrow();
    try (Receiver receiver = Receiver.answering(204)) {
      api.submit(cat().put("prompt", prompt).put("callback_url", receiver.url()));
      clock.advance(Duration.ofSeconds(2));
      CallbackDelivery callback = emulator.callbacks().get(0);
      JsonNode sent = Json.read(callback.body().getBytes(StandardCharsets.UTF_8));
      assertThat(Spec.get().check(schema, sent)).as("%s", sent).isEmpty();
      assertThat(sent.path("status").asString()).isEqualTo(status);
    }
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of("A cat", "completed"),
        Arguments.of("emulator:fail:service_error", "failed"),
        Arguments.of("emulator:cancelled", "cancelled"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatTheSchemaRefusesIsRefused(SampleRequest sample) {
    for (JsonNode name : sample.shape().path("required")) {
      String property = name.asString();
      if (!property.equals("model")) {
        ObjectNode without = sample.body();
        without.remove(property);
        assertRefused(sample, without, property);
        assertRefused(sample, sample.body().put(property, -0.5), property);
        assertRefused(sample, sample.body().putNull(property), property);
      }
    }
    assertRefused(sample, sample.body().put("callback_url", 7), "callback_url");
  }

  private void assertRefused(SampleRequest sample, ObjectNode body, String property) {
    boolean fits = Spec.get().check(sample.schema(), body).isEmpty();
    Api.Answer answer = sample.submit(api, body);
    assertThat(answer.status()).as("%s", body).isEqualTo(fits ? 200 : 400);
    if (!fits) {
      assertThat(answer.message()).as("%s", body).contains(property);
    }
  }
}
