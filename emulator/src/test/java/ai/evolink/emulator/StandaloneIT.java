package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, as a process. */
class StandaloneIT {

  private static final Pattern URL = Pattern.compile("Evolink emulator at (https?://\\S+)");
  private static final int SIGTERM = 143;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process run(List<String> jvm, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(jvm);
    command.addAll(List.of("-jar", System.getProperty("standalone.jar")));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  /** What it prints up to its address, and the address. */
  private static URI address(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      read.append(line).append('\n');
      Matcher matcher = URL.matcher(line);
      if (matcher.find()) {
        return URI.create(matcher.group(1));
      }
    }
    throw new AssertionError("It has not started: " + read);
  }

  @Test
  void servesThePageAndTheApi() throws Exception {
    URI url = address(run(List.of(), "--port", "0", "--pace", "0", "--credits", "10"));
    Api api = Api.at(url);

    assertThat(api.task(api.submit("A cat").id()).json().path("status").asString())
        .isEqualTo("completed");
    assertThat(api.get("/v1/credits").json().at("/data/user/remaining_credits").decimalValue())
        .isEqualByComparingTo("8.4");
    assertThat(new String(api.get("/").bytes(), StandardCharsets.UTF_8))
        .contains("<title>Evolink emulator</title>");
  }

  @Test
  void endsInOrderOnSigterm() throws Exception {
    Process process = run(List.of(), "--port", "0");
    Api api = Api.at(address(process));
    api.send(
        "/_emulator/faults",
        "POST",
        "{\"fault\":\"delay\",\"seconds\":2,\"on\":[\"get_credits\"]}");
    CompletableFuture<Api.Answer> underWay =
        CompletableFuture.supplyAsync(
            () -> api.get("/v1/credits"), task -> new Thread(task).start());
    // The fault has struck once when the request has been read.
    while (api.get("/_emulator/faults").json().at("/faults/0/struck").asInt() == 0) {
      Thread.onSpinWait();
    }

    process.destroy();

    assertThat(underWay.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(SIGTERM);
  }

  @Test
  void callbacksThatWillNotComeAreCountedInTheLastLine() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      Process process = run(List.of(), "--port", "0", "--pace", "1h");
      Api api = Api.at(address(process));
      for (String prompt : List.of("emulator:takes:0", "A cat", "A dog", "emulator:stuck")) {
        assertThat(
                api.submit(Api.cat().put("prompt", prompt).put("callback_url", receiver.url()))
                    .status())
            .isEqualTo(200);
      }
      assertThat(api.submit("nobody is to be told").status()).isEqualTo(200);
      while (api.get("/_emulator/callbacks").json().path("callbacks").isEmpty()) {
        Thread.onSpinWait();
      }

      process.toHandle().destroy(); // Process.destroy() closes the streams too

      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .endsWith("2 callbacks were not delivered: not due yet, or still to be repeated.\n");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(SIGTERM);
    }
  }

  @Test
  void portThatIsTakenIsSaidInALine() throws Exception {
    try (EvolinkEmulator other = EvolinkEmulator.start()) {
      Process process = run(List.of(), "--port", Integer.toString(other.url().getPort()));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(output)
          .startsWith("error: Cannot listen on 127.0.0.1:" + other.url().getPort() + ": Address")
          .contains("--port 0 takes a free port")
          .hasLineCount(2);
      assertThat(process.waitFor()).isEqualTo(2);
    }
  }

  @Test
  void wrongArgumentsAreRefused() throws Exception {
    assertThat(run(List.of(), "--speed", "0").waitFor()).isEqualTo(2);
    assertThat(run(List.of(), "--prot", "1").waitFor()).isEqualTo(2);
    assertThat(run(List.of(), "--tls-name", "x").waitFor()).isEqualTo(2);
    assertThat(run(List.of(), "--help").waitFor()).isZero();
  }

  @Test
  void speaksTlsWithTheCertificateItWrites(@TempDir Path folder) throws Exception {
    Path authority = folder.resolve("ca.pem");
    URI url = address(run(List.of(), "--port", "0", "--tls", "--tls-ca", authority.toString()));

    assertThat(url.getScheme()).isEqualTo("https");
    assertThat(TlsTest.trusting(Files.readString(authority), url.resolve("/v1/credits")))
        .isEqualTo(200);
  }

  /** Six times as much as the heap holds goes through it, in tasks and in files. */
  @Tag("deep")
  @Test
  void memoryIsBounded() throws Exception {
    Process process =
        run(
            List.of("-Xmx96m", "-XX:+ExitOnOutOfMemoryError"),
            "--port=0",
            "--pace=0",
            "--max-tasks=2000",
            "--max-file-bytes=16777216");
    Api api = Api.at(address(process));
    byte[] gif = new byte[4 << 20];
    System.arraycopy("GIF89a".getBytes(StandardCharsets.US_ASCII), 0, gif, 0, 6);
    String first = "";
    for (int i = 0; i < 100; i++) {
      String id = upload(api, gif);
      first = i == 0 ? id : first;
    }
    String prompt = "p".repeat(1900);
    String firstTask = api.submit(prompt).id();
    for (int i = 0; i < 6000; i++) {
      assertThat(api.submit(prompt).status()).isEqualTo(200);
    }

    assertThat(process.isAlive()).isTrue();
    assertThat(api.task(firstTask).status()).isEqualTo(404);
    assertThat(api.get("/api/v1/files/download/" + first).status()).isEqualTo(404);
    assertThat(api.get("/_emulator").json().at("/tasks/total").asInt()).isEqualTo(2000);
    assertThat(api.get("/_emulator").json().path("files").asInt()).isLessThanOrEqualTo(4);
  }

  private static String upload(Api api, byte[] file) {
    String head =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.gif\"\r\n\r\n";
    Api.Answer answer =
        api.post(
            "/api/v1/files/upload/stream",
            "multipart/form-data; boundary=x",
            HttpRequest.BodyPublishers.concat(
                HttpRequest.BodyPublishers.ofString(head),
                HttpRequest.BodyPublishers.ofByteArray(file),
                HttpRequest.BodyPublishers.ofString("\r\n--x--\r\n")));
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("data").path("file_id").asString();
  }
}
