package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way to fail has its exit code, its message and its next step, for people and as JSON. */
class ExitCodeTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();

  private final Path folder;

  ExitCodeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void missingKeyIsThree() {
    Run run = Run.bare("image", "A cat");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            """
            error: There is no API key: the environment variable EVOLINK_API_KEY is not set, and \
            nobody has logged in.
            next:  Take a key from https://evolink.ai/dashboard/keys and store it with 'evolink \
            login' or put it into EVOLINK_API_KEY, or add --emulator to try without one.
            """);
    for (String command : new String[] {"credits", "task", "upload"}) {
      assertThat(Run.bare(command, command.equals("credits") ? "--json" : "x").exit()).isEqualTo(3);
    }
  }

  @Test
  void keyThatCannotBeSentIsThreeAndNotEchoed() {
    Run run = Run.with(Map.of("EVOLINK_API_KEY", "sk-test\nsecret"), "", "credits", "--debug");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("line break").doesNotContain("secret");
  }

  @Test
  void wrongArgumentsAreTwo() {
    assertUsage("Unknown option: '--sizes'", "image", "A cat", "--sizes", "1:1");
    assertUsage("Did you mean --size? See: evolink image --help", "image", "x", "--sizee", "1:1");
    assertUsage("Missing required parameter: 'PROMPT'", "image");
    assertUsage("Unexpected argument: 'dog'", "credits", "dog");
    assertUsage("prompt is required, but is blank", "image", "  ");
    assertUsage("--set needs NAME=VALUE, but was 'seed'.", "image", "A cat", "--set", "seed");
    assertUsage("Use --model.", "image", "A cat", "--set", "model=x");
    assertUsage("'soon' is not a duration", "image", "A cat", "--timeout", "soon");
    assertUsage("--timeout must be positive", "image", "A cat", "--timeout", "0");
    assertUsage("there is no file", "image", "A cat", "--reference", folder + "/no.png");
    assertUsage(
        "exclude each other", "image", "A cat", "--emulator", "--base-url", "http://[::1]:1");
    assertUsage("--base-url must be https", "credits", "--base-url", "http://example.com");
    assertUsage("no use for --out", "image", "A cat", "--no-wait", "--out", "cat.png");
    assertUsage("ends with this command", "image", "A cat", "--no-wait", "--emulator");
    assertUsage("no use for --emulator", "image", "A cat", "--dry-run", "--no-price", "--emulator");
    assertUsage("This task token is damaged", "task", "evt1_AAAA");
    assertUsage("--name is for a single file", "upload", "a", "b", "--name", "c");
    assertUsage("There is no command.", new String[0]);
    assertUsage("The locale of this shell", "image", "A \uFFFD\uFFFD cat");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void messagesAreInTheWordsOfThisProgram() {
    Run run =
        Run.with(
            Run.environment("https://api.evolink.ai"),
            "",
            "task",
            "task-unified-1",
            "--base-url",
            "http://evolink.example/");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("the API key would travel in the clear", "--allow-plain-http")
        .doesNotContain("allowPlainHttp()");

    for (String option : new String[] {"--base-url", "--callback-url"}) {
      run = Run.bare("image", "x", option, "http://a b/");
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err())
          .contains(option, "'http://a b/' is no link: Illegal character")
          .doesNotContain("java.net", "URISyntaxException");
    }

    run = Run.bare("image", "x", "--request", "no-such-file.json");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("Cannot read no-such-file.json: there is no file no-such-file.json.")
        .doesNotContain("java.nio", "Exception");
  }

  @Test
  void refusedRequestIsFour() {
    Run run = Run.against(emulator, "image", "A cat", "--size", "7:3", "--unchecked", "--json");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    Map<?, ?> error = run.error();
    assertThat(error.get("code")).isEqualTo("refused");
    assertThat(error.get("http_status")).isEqualTo(400L);
    assertThat(error.get("charge")).isEqualTo("none");
    assertThat(error.get("message")).asString().contains("size");
    assertThat(error.get("next")).asString().startsWith("Correct the request");

    Run throttled = Run.with(key("sk-evo-throttled"), "", "image", "A cat", "--json");
    assertThat(throttled.exit()).isEqualTo(4);
    assertThat(throttled.error().get("retryable")).isEqualTo(true);
    assertThat(throttled.error().get("retry_after")).isEqualTo(1L);
  }

  @Test
  void failedTaskIsFive() {
    Run run =
        Run.against(
            emulator, "image", "A cat emulator:fail:content_policy_violation", "-o", folder + "/");
    String id = emulator.submissions().get(0).taskId().orElseThrow();
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("error: Task " + id + " failed: content_policy_violation")
        .contains("next:  Change the prompt or the references; the same request fails again.");

    Run cancelled = Run.against(emulator, "image", "A cat emulator:cancelled", "--json");
    assertThat(cancelled.exit()).isEqualTo(5);
    assertThat(cancelled.error().get("task"))
        .isEqualTo(emulator.submissions().get(1).taskId().orElseThrow());
  }

  @Test
  void timeoutIsSixAndSaysHowToGoOn() {
    Path cat = folder.resolve("a cat.png");
    String[] args = {"image", "emulator:stuck", "--timeout", "300ms", "-o", cat.toString()};
    Run run = Run.against(emulator, args);
    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err())
        .contains("did not end within")
        .containsPattern(
            "next:  The task goes on\\. Wait for it with: evolink task evt1_\\S+ --wait")
        .contains(" --out '" + cat + "'")
        .doesNotContain("await()");

    Run json = Run.against(emulator, "image", "emulator:stuck", "--timeout", "300ms", "--json");
    assertThat(json.error().get("code")).isEqualTo("timed_out");
    assertThat(json.error().get("token")).asString().startsWith("evt1_");
  }

  @Test
  void timeoutOfABuiltInEmulatorOffersNoResume() {
    Run run = Run.bare("image", "emulator:stuck", "--timeout", "300ms", "--emulator");
    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err())
        .contains("The task ended with the built-in emulator.")
        .doesNotContain("evt1_");
  }

  @Test
  void unreachableServiceIsSeven() throws IOException {
    try (Socket unheard = new Socket()) {
      // Bound, so that nobody else takes the port, and not listened at.
      unheard.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String url = "http://127.0.0.1:" + unheard.getLocalPort();
      Run run = Run.with(Run.environment(url), "", "image", "A cat", "--json");
      assertThat(run.exit()).isEqualTo(7);
      assertThat(run.error().get("code")).isEqualTo("network");
      assertThat(run.error().get("charge")).isEqualTo("none");
    }
  }

  @Test
  void submitWithoutAnAnswerIsEight() throws Exception {
    try (ServerSocket hangsUp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> hangUpOnce(hangsUp));
      server.setDaemon(true);
      server.start();
      String url = "http://127.0.0.1:" + hangsUp.getLocalPort();
      Run run = Run.with(Run.environment(url), "", "image", "A cat", "--json");
      assertThat(run.exit()).as(run.err()).isEqualTo(8);
      assertThat(run.error().get("code")).isEqualTo("uncertain");
      assertThat(run.error().get("charge")).isEqualTo("unknown");
      assertThat(run.error().get("next")).asString().contains("before you submit again");
    }
  }

  private static void hangUpOnce(ServerSocket server) {
    try (Socket connection = server.accept()) {
      // Something has to be read, or the client could be sure that nothing was.
      assertThat(connection.getInputStream().read()).isNotNegative();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusedKeyIsNine() {
    assertThat(Run.with(key("sk-evo-invalid"), "", "image", "A cat").exit()).isEqualTo(9);
    Run run = Run.with(key("sk-evo-forbidden"), "", "credits", "--json", "--debug");
    assertThat(run.exit()).isEqualTo(9);
    assertThat(run.err()).doesNotContain("sk-evo-forbidden");
  }

  @Test
  void refusedModelIsFourAndNoRefusedKey() {
    Run run = Run.against(emulator, "image", "A cat", "--model", "nano-banana-2-bata");

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err())
        .contains("did you mean \"nano-banana-2-beta\"?")
        .contains("HTTP 403 model_access_denied")
        .contains(
            "next:  Check the model id, or allow the model for this key in the Evolink dashboard.");
  }

  @Test
  void missingCreditsAreTen() {
    Run run = Run.with(key("sk-evo-no-credits"), "", "image", "A cat");
    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err()).contains("HTTP 402").contains("next:  Top up the account");
  }

  private Map<String, String> key(String key) {
    return Map.of("EVOLINK_API_KEY", key, "EVOLINK_BASE_URL", emulator.url().toString());
  }

  private void assertUsage(String message, String... args) {
    Run run = Run.against(emulator, args);
    assertThat(run.err()).startsWith("error: ").contains(message);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }
}
