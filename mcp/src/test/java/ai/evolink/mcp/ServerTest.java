package ai.evolink.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An assistant at work: the client of the protocol's own library, the server in a JVM of its own
 * beside a library that prints to standard output, and the emulator behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class ServerTest {
  private static final String MODEL = "gemini-2.5-flash-image";

  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(300)).start();
  private final Path home;
  private final Path folder;
  private final Assistant assistant;

  ServerTest(@TempDir Path home) throws IOException {
    this.home = home;
    this.folder = Files.createDirectories(Assistant.folder(home)).toRealPath();
    this.assistant =
        Assistant.of(emulator.url(), home).main(NoisyMain.class).options("--verbose").start();
  }

  @AfterAll
  void close() {
    assistant.close();
    emulator.close();
  }

  @Test
  void toolsAreListedWithTheirArguments() {
    assertThat(assistant.client.listTools().tools())
        .extracting(McpSchema.Tool::name)
        .containsExactly("models", "price", "submit", "wait", "get", "orders", "credits", "upload");
    Map<String, Object> model =
        assistant.document(assistant.call("models", Map.of("id", "veo-3.1-generate-preview")));
    assertThat(model.toString())
        .contains("required=[prompt]")
        .contains("duration={type=integer, enum=[4, 6, 8]}")
        .contains("additionalProperties=false");
    assertThat(assistant.document(assistant.call("models", Map.of("search", "suno v5"))).toString())
        .contains("id=suno-v5")
        .doesNotContain("gemini");
  }

  @Test
  void purchaseIsMadeWaitedForSavedAndShown() throws Exception {
    Map<String, Object> priced = assistant.document(assistant.call("price", making("A cat")));
    Map<String, Object> bought = assistant.document(submit("cat-1", "A cat"));
    assertThat(bought)
        .containsEntry("bought_now", true)
        .containsEntry("credits_set_aside", priced.get("credits_most"));
    McpSchema.CallToolResult answer =
        assistant.callWithProgress("p1", "wait", Map.of("order_id", "cat-1"));

    Path file = folder.resolve("cat-1.png");
    assertThat(assistant.document(answer))
        .containsEntry("status", "completed")
        .extracting(Object::toString)
        .asString()
        .contains("path=" + file + ", media_type=image/png");
    byte[] png = Files.readAllBytes(file);
    assertThat(pictures(answer))
        .singleElement()
        .satisfies(
            picture -> {
              assertThat(picture.mimeType()).isEqualTo("image/png");
              assertThat(Base64.getDecoder().decode(picture.data())).isEqualTo(png);
            });
    assertThat(assistant.progressOf("p1"))
        .extracting(McpSchema.ProgressNotification::progress)
        .hasSizeGreaterThan(1)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(assistant.document(assistant.call("orders", Map.of())).toString())
        .contains("order_id=cat-1")
        .contains("state=completed")
        .contains("saved=true");
  }

  @Test
  void repeatedCallsBuyAndSaveOnce() {
    Map<String, Object> first = assistant.document(submit("twice", "Once"));
    Map<String, Object> second = assistant.document(submit("twice", "Once"));
    assertThat(second)
        .containsEntry("bought_now", false)
        .containsEntry("task_id", first.get("task_id"));
    assistant.document(assistant.call("wait", Map.of("order_id", "twice")));
    assistant.document(assistant.call("wait", Map.of("task_id", "" + first.get("task_id"))));

    assertThat(bought("Once")).hasSize(1);
    assertThat(folder.toFile().list((dir, name) -> name.startsWith("twice"))).hasSize(1);
  }

  @Test
  void fileInTheFolderIsUploadedWithTheRequest() throws IOException {
    Files.write(folder.resolve("input.png"), Files.readAllBytes(picture()));
    Map<String, Object> request =
        Map.of("prompt", "Edit", "image_urls", List.of("input.png"), "size", "1:1");
    assistant.document(
        assistant.call("submit", Map.of("model", MODEL, "request", request, "order_id", "edit")));

    assertThat(bought("Edit"))
        .singleElement()
        .satisfies(sent -> assertThat(sent.body()).contains("\"image_urls\":[\"http"));
    assertThat(assistant.document(assistant.call("upload", Map.of("file", "input.png"))))
        .containsKey("link");
  }

  private static Path picture() {
    return Path.of("src", "test", "resources", "input.png");
  }

  static List<Arguments> calls() {
    return List.of(
        Arguments.of(
            "submit", Map.of("model", MODEL, "request", Map.of("prompt", "X")), "order_id"),
        Arguments.of(
            "submit",
            Map.of("model", "gemini-2.5-flash-imag", "request", Map.of(), "order_id", "x"),
            "did you mean \"gemini-2.5-flash-image\"?"),
        Arguments.of(
            "submit",
            Map.of(
                "model", MODEL, "request", Map.of("prompt", "X", "sise", "1:1"), "order_id", "x"),
            "did you mean \"size\"?"),
        Arguments.of(
            "submit",
            Map.of("model", MODEL, "request", Map.of("prompt", ""), "order_id", "x"),
            "prompt is required, but is blank. Nothing was sent."),
        Arguments.of(
            "submit",
            Map.of(
                "model",
                MODEL,
                "request",
                Map.of("prompt", "X"),
                "order_id",
                "x",
                "max_credits",
                1),
            "Nothing was bought. Choose a cheaper model"),
        Arguments.of(
            "submit",
            Map.of("model", MODEL, "request", Map.of("prompt", "X"), "order_id", "x", "max", 1),
            "max"),
        Arguments.of("wait", Map.of("order_id", "never"), "No order \"never\" is known"),
        Arguments.of("wait", Map.of(), "Give one of order_id and task_id."),
        Arguments.of("wait", Map.of("order_id", "x", "seconds", 0), "seconds"),
        Arguments.of("get", Map.of("task_id", "task-unified-1-none"), "404"),
        Arguments.of("models", Map.of("id", "no-such-model"), "Call models with search"),
        Arguments.of("upload", Map.of("file", "missing.png"), "There is no file \"missing.png\""),
        Arguments.of("upload", Map.of("file", "../secret.txt"), "is outside of"),
        Arguments.of("upload", Map.of("file", "/etc/hostname"), "is outside of"),
        Arguments.of("upload", Map.of("file", "way-out"), "is outside of"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void wrongCallIsAToolErrorThatSaysWhatToDo(
      String tool, Map<String, Object> arguments, String text) throws IOException {
    Path secret = Files.writeString(home.resolve("secret.txt"), "secret");
    Files.deleteIfExists(folder.resolve("way-out"));
    Files.createSymbolicLink(folder.resolve("way-out"), secret);

    McpSchema.CallToolResult answer = assistant.call(tool, arguments);

    assertThat(answer.isError()).isTrue();
    assertThat(Assistant.text(answer)).contains(text);
    assertThat(bought("X")).isEmpty();
  }

  @Test
  void orderIdOfAnotherRequestIsRefused() {
    assistant.document(submit("taken", "This"));

    assertThat(Assistant.text(submit("taken", "That")))
        .contains("taken")
        .contains("another request");
    assertThat(bought("That")).isEmpty();
  }

  @Test
  void waitThatIsTooShortSaysSo() {
    emulator.nextOutcomes(TaskOutcome.stuck());
    assistant.document(submit("slow", "Slow"));

    assertThat(assistant.document(assistant.call("wait", Map.of("order_id", "slow", "seconds", 1))))
        .containsEntry("next", "It is not finished. Call wait again with the same arguments.")
        .doesNotContainEntry("status", "completed");
    assertThat(assistant.document(assistant.call("get", Map.of("order_id", "slow"))))
        .containsKey("status");
  }

  @Test
  void failedTaskIsAToolError() {
    emulator.nextOutcomes(TaskOutcome.failed("content_policy_violation"));
    assistant.document(submit("bad", "Bad"));

    McpSchema.CallToolResult answer = assistant.call("wait", Map.of("order_id", "bad"));

    assertThat(answer.isError()).isTrue();
    assertThat(Assistant.text(answer)).contains("content_policy_violation");
    assertThat(assistant.document(assistant.call("orders", Map.of())).toString())
        .contains("state=failed");
  }

  @Test
  void cancelledWaitEndsAndTheTaskGoesOn() {
    emulator.nextOutcomes(TaskOutcome.stuck());
    String task = "" + assistant.document(submit("calm", "Calm")).get("task_id");
    CompletableFuture<McpSchema.CallToolResult> waiting =
        assistant.later(it -> it.callWithProgress("p2", "wait", Map.of("order_id", "calm")));
    assistant.awaitProgress("p2");

    assistant.cancelLast();
    assistant.awaitError("The call was cancelled");

    assertThat(waiting).isNotDone();
    emulator.endTask(task, TaskOutcome.completed());
    assertThat(assistant.document(assistant.call("wait", Map.of("order_id", "calm"))))
        .containsEntry("status", "completed");
  }

  private McpSchema.CallToolResult submit(String order, String prompt) {
    return assistant.call(
        "submit", Map.of("model", MODEL, "request", Map.of("prompt", prompt), "order_id", order));
  }

  private static Map<String, Object> making(String prompt) {
    return Map.of("model", MODEL, "request", Map.of("prompt", prompt));
  }

  private List<Submission> bought(String prompt) {
    return emulator.submissions().stream().filter(s -> s.prompt().equals(prompt)).toList();
  }

  private static List<McpSchema.ImageContent> pictures(McpSchema.CallToolResult answer) {
    return answer.content().stream()
        .filter(McpSchema.ImageContent.class::isInstance)
        .map(McpSchema.ImageContent.class::cast)
        .toList();
  }
}
