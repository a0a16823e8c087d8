package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the page is told, read from a bare socket. */
class LiveFeedTest {

  private final ManualClock clock = EmulatorClock.manual();
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().clock(clock).start();
  private final Api api = new Api(emulator);
  private final List<Reader> readers = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Reader reader : readers) {
      reader.socket.close();
    }
    emulator.close();
  }

  private record Event(String id, String name, JsonNode data) {}

  /** One open page. */
  private static final class Reader {
    private final Socket socket;
    private final BufferedReader lines;

    Reader(EvolinkEmulator emulator, String header) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), emulator.url().getPort());
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      String host = "Host: " + emulator.url().getAuthority() + "\r\n";
      out.write(
          ("GET /_emulator/events HTTP/1.1\r\n" + host + header + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String line() throws IOException {
      String line = lines.readLine();
      assertThat(line).as("the feed goes on").isNotNull();
      return String.valueOf(line);
    }

    Event next() throws IOException {
      String id = "";
      String name = "";
      while (true) {
        String line = line();
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          byte[] data = line.substring(6).getBytes(StandardCharsets.UTF_8);
          return new Event(id, name, Json.read(data));
        }
      }
    }

    /** The first event from here on that tells of a card with this status. */
    JsonNode card(String status) throws IOException {
      while (true) {
        for (JsonNode card : next().data().path("cards")) {
          if (card.path("status").asString().equals(status)) {
            return card;
          }
        }
      }
    }
  }

  private Reader open(String header) throws IOException {
    Reader reader = new Reader(emulator, header);
    readers.add(reader);
    return reader;
  }

  @Test
  void snapshotComesFirstAndThenWhatChanges() throws IOException {
    api.submit("First");
    Reader page = open("");

    Event snapshot = page.next();
    assertThat(snapshot.name()).isEqualTo("snapshot");
    assertThat(snapshot.data().path("cards")).hasSize(1);
    assertThat(snapshot.data().path("summary").path("received").asInt()).isEqualTo(1);

    api.submit("Second");
    Event change = page.next();
    assertThat(change.name()).isEqualTo("change");
    assertThat(change.data().path("cards")).hasSize(1);
    assertThat(change.data().at("/cards/0/prompt").asString()).isEqualTo("Second");
  }

  @Test
  void whoComesBackIsToldTheDifference() throws IOException {
    api.submit("First");
    Event seen = open("").next();
    api.submit("Second");

    Event again = open("Last-Event-ID: " + seen.id() + "\r\n").next();

    assertThat(again.name()).isEqualTo("change");
    assertThat(again.data().path("cards")).hasSize(1);
    assertThat(again.data().at("/cards/0/prompt").asString()).isEqualTo("Second");
  }

  @Test
  void idOfAnotherRunBringsEverything() throws IOException {
    api.submit("First");

    assertThat(open("Last-Event-ID: elsewhere-7\r\n").next().name()).isEqualTo("snapshot");
    assertThat(open("Last-Event-ID: -\r\n").next().name()).isEqualTo("snapshot");
  }

  @Tag("deep")
  @Test
  void pageThatDoesNotReadHarmsNobodyAndCatchesUp() throws IOException {
    Reader slow = open("");
    Reader quick = open("");
    quick.next();
    // Far more than the buffers of a connection hold, were each change kept for the slow one.
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 100; i++) {
        api.submit("p".repeat(280));
      }
      quick.next();
    }
    api.submit("emulator:fail:service_error");
    clock.advance(Duration.ofSeconds(3));

    assertThat(quick.card("failed").path("error").asString()).isEqualTo("service_error");
    assertThat(slow.card("failed").path("error").asString()).isEqualTo("service_error");
  }

  @Test
  void pagesBeyondTheLimitAreAskedToComeLater() throws IOException {
    for (int i = 0; i < LiveFeed.MOST_PAGES; i++) {
      open("").next();
    }
    assertThat(open("").line()).startsWith("HTTP/1.1 503");

    // One that is closed makes room, as soon as that is noticed.
    readers.get(0).socket.close();
    api.submit("Noticed by writing");
    String status = "";
    while (!status.startsWith("HTTP/1.1 200")) {
      api.submit("Noticed by writing");
      status = open("").line();
    }
  }

  @Test
  void keysStayOutOfTheFeed() throws IOException {
    String key = "sk-evo-0123456789abcdef";
    api.as(key).submit("A cat");

    String told = open("").next().data().toString();

    assertThat(told).contains("sk-…def").doesNotContain(key);
    assertThat(api.get("/_emulator/details/0").json().toString()).doesNotContain(key);
  }

  @Test
  void otherSitesMayNotListen() throws IOException {
    assertThat(open("Origin: https://example.com\r\n").line()).startsWith("HTTP/1.1 403");
  }

  @Test
  void pageMayRunItsOwnScriptOnly() {
    Api.Answer page = api.get("/");

    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(new String(page.bytes(), StandardCharsets.UTF_8))
        .doesNotContain("src=\"http")
        .doesNotContain("href=\"http");
  }

  @Test
  void detailsOfAnUnknownSubmitAreNotFound() {
    assertThat(api.get("/_emulator/details/7").status()).isEqualTo(404);
    assertThat(api.get("/_emulator/details/x").status()).isEqualTo(404);
  }

  @Test
  void longStringsOfARequestAreCut() {
    String image = "data:image/png;base64," + "A".repeat(300_000);
    api.submit(Api.cat().put("note", image));

    String body = api.get("/_emulator/details/0").json().path("body").asString();

    assertThat(body.length()).isLessThan(25_000);
    assertThat(body).contains("characters more)").contains("A cat");
  }
}
