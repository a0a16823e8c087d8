package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.Artifact;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TransportException;
import ai.evolink.api.CreditsApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** Time limits and cancellation hold while a connection is being opened, too. */
class OpeningTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @RegisterExtension final MockService service = new MockService();
  @TempDir Path folder;

  private final CountDownLatch over = new CountDownLatch(1);
  private ServerSocket mute;

  @BeforeEach
  void listen() throws IOException {
    // The system accepts connections, and nobody ever answers them.
    mute = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    over.countDown();
    mute.close();
  }

  /** Resolves names when the test is over. */
  private final class SlowDns implements Dns {
    final Semaphore begun = new Semaphore(0);

    @Override
    public List<InetAddress> lookup(String name) {
      begun.release();
      try {
        over.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return List.of(InetAddress.getLoopbackAddress());
    }
  }

  private EvolinkClient.Builder slowlyResolved(SlowDns dns) {
    return EvolinkClient.builder(MockService.KEY)
        .baseUrl(URI.create("http://slow.test:" + service.url().getPort()))
        .allowPlainHttp()
        .httpClient(new OkHttpClient.Builder().dns(dns).build());
  }

  private URI muteUrl() {
    return URI.create("https://localhost:" + mute.getLocalPort());
  }

  @Test
  void lookupEndsWithTheCall() throws Exception {
    SlowDns dns = new SlowDns();
    try (EvolinkClient evolink =
        slowlyResolved(dns).requestTimeout(SHORT).submitTimeout(SHORT).build()) {
      TransportException read =
          catchThrowableOfType(
              TransportException.class, () -> evolink.credits().balance().result());
      TransportException submit =
          catchThrowableOfType(
              TransportException.class,
              () -> evolink.images().submit(ImageRequest.of("x")).result());

      assertThat(over.getCount()).as("the lookups go on").isEqualTo(1);
      assertThat(read).hasMessageContaining("it took too long");
      assertThat(submit).hasMessageContaining("it took too long");
      assertThat(submit.charge()).isEqualTo(Charge.NONE);
    }
    over.countDown();
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void cancelEndsALookup() throws Exception {
    SlowDns dns = new SlowDns();
    try (EvolinkClient evolink = slowlyResolved(dns).build()) {
      Call<?> call = evolink.retrofit(CreditsApi.class).getCredits();
      CompletableFuture<Throwable> end = failureOf(call);
      dns.begun.acquire();

      call.cancel();

      assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      assertThat(over.getCount()).as("the lookup goes on").isEqualTo(1);
    }
  }

  @Test
  void handshakeHasTheConnectTimeout() {
    OkHttpClient http =
        new OkHttpClient.Builder().connectTimeout(SHORT).readTimeout(Duration.ZERO).build();
    try (EvolinkClient evolink =
        EvolinkClient.builder(MockService.KEY).baseUrl(muteUrl()).httpClient(http).build()) {
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () -> evolink.images().submit(ImageRequest.of("x")).result());

      assertThat(failure)
          .hasMessageContaining("3 times")
          .hasMessageContaining("no connection was opened within 300 ms");
      assertThat(failure.charge()).isEqualTo(Charge.NONE);
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @Test
  void handshakeOfADownloadHasTheConnectTimeout() throws Exception {
    OkHttpClient http =
        new OkHttpClient.Builder().connectTimeout(SHORT).readTimeout(Duration.ZERO).build();
    try (EvolinkClient evolink = service.client().httpClient(http).build()) {
      Artifact artifact = Artifacts.of(service, evolink, muteUrl() + "/a.png", 1757165031);

      TransportException failure =
          catchThrowableOfType(
              TransportException.class, () -> artifact.saveTo(folder.resolve("a.png")));

      assertThat(failure).hasMessageContaining("no connection was opened within 300 ms");
    }
  }

  @Test
  void cancelIsNotLostBetweenTheConnectionAndItsHandshake() throws Exception {
    CancelAfterConnect sockets = new CancelAfterConnect();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .socketFactory(sockets)
            .connectTimeout(Duration.ofHours(1))
            .readTimeout(Duration.ZERO)
            .build();
    try (EvolinkClient evolink =
        EvolinkClient.builder(MockService.KEY)
            .baseUrl(muteUrl())
            .httpClient(http)
            .requestTimeout(Duration.ofHours(1))
            .build()) {
      List<CompletableFuture<Throwable>> ends = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        Call<?> call = evolink.retrofit(CreditsApi.class).getCredits();
        sockets.next = call;
        sockets.spins = i * 40;
        sockets.cancelled = new CountDownLatch(1);
        ends.add(failureOf(call));
        assertThat(sockets.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
      }
      for (CompletableFuture<Throwable> end : ends) {
        assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      }
    }
  }

  private static <T> CompletableFuture<Throwable> failureOf(Call<T> call) {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    call.enqueue(
        new Callback<>() {
          @Override
          public void onResponse(Call<T> call, Response<T> response) {
            end.complete(null);
          }

          @Override
          public void onFailure(Call<T> call, Throwable failure) {
            end.complete(failure);
          }
        });
    return end;
  }

  /** Cancels a call from another thread, a varying moment after its socket was connected. */
  private static final class CancelAfterConnect extends SocketFactory {
    volatile Call<?> next;
    volatile int spins;
    volatile CountDownLatch cancelled;

    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(java.net.SocketAddress address, int timeout) throws IOException {
          super.connect(address, timeout);
          Call<?> call = next;
          int wait = spins;
          CountDownLatch done = cancelled;
          Thread thread =
              new Thread(
                  () -> {
                    for (int i = 0; i < wait; i++) {
                      Thread.onSpinWait();
                    }
                    call.cancel();
                    done.countDown();
                  });
          thread.setDaemon(true);
          thread.start();
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
