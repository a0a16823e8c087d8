package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.JournalState;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.it.Awaits;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A callback that comes to a process that has not submitted. */
class CallbackElsewhereTest {
  @RegisterExtension
  static EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(300)).startForJUnit();

  private final Path folder;
  private final AtomicInteger queries = new AtomicInteger();

  CallbackElsewhereTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static CallbackHub hub(URI base) {
    return CallbackHub.at(base, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    return server;
  }

  private EvolinkClient client(JdbcTaskStore store, CallbackHub hub) {
    return EvolinkClient.builder("sk-test")
        .baseUrl(emulator.url())
        .journal(store)
        .callbackHub(hub)
        .httpClient(new OkHttpClient.Builder().addInterceptor(this::count).build())
        .build();
  }

  private Response count(Interceptor.Chain chain) throws IOException {
    if (chain.request().url().encodedPath().startsWith("/v1/tasks/")) {
      queries.incrementAndGet();
    }
    return chain.proceed(chain.request());
  }

  @Test
  void endIsInTheJournalThatTheyShare() throws Exception {
    DataSource source = TestDatabase.SQLITE.empty(folder);
    HttpServer server = server();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/evolink");
    CallbackHub elsewhere = hub(base);
    server.createContext("/evolink", elsewhere.httpHandler());
    try (EvolinkClient submits = client(JdbcTaskStore.of(source), hub(base));
        EvolinkClient listens = client(JdbcTaskStore.of(source), elsewhere)) {
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

  /** Without that it would ask after two minutes. */
  @Test
  @Timeout(60)
  void workerFindsTheEndInTheJournal() throws Exception {
    buyWhileCallbacksGoElsewhere();

    assertThat(queries).as("by the other process, and by the worker").hasValue(2);
  }

  /** However long that takes, no later sweep begins another query. */
  @Test
  @Timeout(60)
  void workerAwaitsASlowAnswerAboutTheEnd() throws Exception {
    emulator.inject(Fault.delay(Duration.ofSeconds(5)).on(ApiOperation.GET_TASK));

    buyWhileCallbacksGoElsewhere();

    assertThat(queries).hasValue(2);
  }

  private void buyWhileCallbacksGoElsewhere() throws Exception {
    DataSource source = TestDatabase.SQLITE.empty(folder);
    HttpServer server = server();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/evolink");
    CallbackHub elsewhere = hub(base);
    server.createContext("/evolink", elsewhere.httpHandler());
    JdbcTaskStore store = JdbcTaskStore.of(source);
    try (EvolinkClient listens = client(JdbcTaskStore.of(source), elsewhere);
        EvolinkClient works = client(store, hub(base));
        BulkWorker worker =
            BulkWorker.builder(works, store).resultSink((order, made) -> order.key()).start()) {
      Bulk bulk = worker.bulk("autumn");
      bulk.addAll(Stream.of(BulkItem.of("mug", ImageRequest.of("A mug"))));

      assertThat(bulk.join().count(BulkState.DONE)).isEqualTo(1);
      Awaits.until("what was asked elsewhere is answered", () -> listens.callsInFlight() == 0);
    } finally {
      server.stop(0);
    }
  }
}
