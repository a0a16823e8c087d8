package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.JournalState;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.it.Awaits;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A callback that comes to a process that has not submitted. */
class CallbackElsewhereTest {
  @RegisterExtension
  static EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(300)).startForJUnit();

  private final Path folder;

  CallbackElsewhereTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static CallbackHub hub(URI base) {
    return CallbackHub.at(base, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  }

  private static EvolinkClient client(DataSource source, CallbackHub hub) {
    return EvolinkClient.builder("sk-test")
        .baseUrl(emulator.url())
        .journal(JdbcTaskStore.of(source))
        .callbackHub(hub)
        .build();
  }

  @Test
  void endIsInTheJournalThatTheyShare() throws Exception {
    DataSource source = TestDatabase.SQLITE.empty(folder);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/evolink");
    CallbackHub elsewhere = hub(base);
    server.createContext("/evolink", elsewhere.httpHandler());
    server.start();
    try (EvolinkClient submits = client(source, hub(base));
        EvolinkClient listens = client(source, elsewhere)) {
      TaskHandle task =
          submits.images().submit(ImageRequest.of("A mug"), SubmitOptions.ofOrder("1")).result();

      Awaits.until(
          "the end in the journal",
          () -> submits.purchase("1").orElseThrow().entry().state() == JournalState.COMPLETED);
      assertThat(listens.purchase("1").orElseThrow().task()).contains(task);
    } finally {
      server.stop(0);
    }
  }
}
