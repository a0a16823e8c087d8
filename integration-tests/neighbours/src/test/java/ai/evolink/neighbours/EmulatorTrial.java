package ai.evolink.neighbours;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A user's program that does with an emulator what reaches each of the libraries inside it, and has
 * no library of its own. As a program it first tells where the classes named in its arguments come
 * from.
 */
public final class EmulatorTrial {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern RESULT = Pattern.compile("\"results\":\\[\"([^\"]+)\"");
  private static final Pattern FILE = Pattern.compile("\"file_url\":\"([^\"]+)\"");

  private final EvolinkEmulator emulator;
  private final HttpClient http;

  private EmulatorTrial(EvolinkEmulator emulator, HttpClient http) {
    this.emulator = emulator;
    this.http = http;
  }

  public static void main(String[] args) throws Exception {
    for (String name : args) {
      Class<?> type = Class.forName(name, false, EmulatorTrial.class.getClassLoader());
      System.out.println(name + " of " + type.getProtectionDomain().getCodeSource().getLocation());
    }
    System.out.println("emulator in module " + EvolinkEmulator.class.getModule().getName());
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start()) {
      run(emulator);
    }
    runOverTls();
    System.out.println("all done");
  }

  /**
   * @param emulator ends tasks at once
   */
  static void run(EvolinkEmulator emulator) throws Exception {
    new EmulatorTrial(emulator, HttpClient.newHttpClient()).run();
  }

  static void runOverTls() throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).tls().start()) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      byte[] authority = emulator.certificate().orElseThrow().getBytes(StandardCharsets.US_ASCII);
      store.setCertificateEntry(
          "emulator",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(authority)));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      new EmulatorTrial(emulator, HttpClient.newBuilder().sslContext(context).build()).run();
    }
  }

  private void run() throws Exception {
    submitTaskAndResult();
    refusedWithReasons();
    upload();
    expect(get("/"), 200, "<html");
  }

  private void submitTaskAndResult() throws Exception {
    String accepted =
        expect(
            submit("{\"model\":\"gemini-2.5-flash-image\",\"prompt\":\"A cat\"}"), 200, "\"id\"");
    String task = expect(get("/v1/tasks/" + found(ID, accepted)), 200, "\"completed\"");
    byte[] picture =
        http.send(
                HttpRequest.newBuilder(URI.create(found(RESULT, task))).build(),
                BodyHandlers.ofByteArray())
            .body();
    if (picture.length < 8 || picture[1] != 'P' || picture[2] != 'N' || picture[3] != 'G') {
      throw new IllegalStateException("The result is no picture but " + picture.length + " bytes");
    }
  }

  /** The messages come out of files of the validator's, in the end. */
  private void refusedWithReasons() throws Exception {
    expect(
        submit("{\"model\":\"gemini-2.5-flash-image\",\"prompt\":\"A cat\",\"size\":\"7:5\"}"),
        400,
        "size must be one of auto, 1:1");
    expect(
        submit(
            "{\"model\":\"gemini-2.5-flash-image\",\"prompt\":\"A cat\",\"image_urls\":[\"a b\"]}"),
        400,
        "image_urls[0] must be");
    expect(submit("{\"model\":"), 400, "\"error\"");
  }

  private void upload() throws Exception {
    String picture = "GIF89a";
    String body =
        """
        --b
        Content-Disposition: form-data; name="file"; filename="cat.gif"
        Content-Type: image/gif

        %s
        --b--
        """
            .formatted(picture)
            .replace("\n", "\r\n");

    String stored =
        expect(
            send(
                request("/api/v1/files/upload/stream")
                    .header("Content-Type", "multipart/form-data; boundary=b")
                    .POST(BodyPublishers.ofString(body))),
            200,
            "\"file_url\"");

    String file = found(FILE, stored);
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(file)));
    expect(answer, 200, picture);
  }

  private HttpResponse<String> submit(String body) throws Exception {
    return send(
        request("/v1/images/generations")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(emulator.url().resolve(path))
        .header("Authorization", "Bearer sk-test");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  private static String expect(HttpResponse<String> answer, int status, String content) {
    if (answer.statusCode() != status || !answer.body().contains(content)) {
      throw new IllegalStateException(
          "%s %s: %d instead of %d with %s: %s"
              .formatted(
                  answer.request().method(),
                  answer.uri(),
                  answer.statusCode(),
                  status,
                  content,
                  answer.body()));
    }
    return answer.body();
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}
