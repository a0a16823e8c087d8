package ai.evolink.api;

import ai.evolink.model.EvolinkJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** A server that plays back answers, and a plain Retrofit in front of it. */
public final class ApiServer implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient http = new OkHttpClient();
  private final Retrofit retrofit;

  /** Starts it on a free port. */
  public ApiServer() {
    server.setServerSocketFactory(new NoDelay());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    retrofit =
        new Retrofit.Builder()
            .baseUrl(server.url("/"))
            .client(http)
            .addConverterFactory(MoshiConverterFactory.create(EvolinkJson.moshi()))
            .build();
  }

  /** Where it is. */
  public String url() {
    return server.url("/").toString();
  }

  <T> T create(Class<T> api) {
    return retrofit.create(api);
  }

  /** The next answer. */
  public void answers(String json) {
    server.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/json")
            .body(json)
            .build());
  }

  /** The next answer, of another type; null for one without a body, of the status 204. */
  public void answers(@Nullable String type, String body) {
    MockResponse.Builder answer = new MockResponse.Builder();
    server.enqueue(
        type == null
            ? answer.code(204).build()
            : answer.setHeader("Content-Type", type).body(body).build());
  }

  /** The next request, in the order of arrival. */
  public RecordedRequest received() throws InterruptedException {
    RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  @Override
  public void close() {
    server.close();
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  /** Without this, Nagle and delayed ACK make each call take 45 ms. */
  private static final class NoDelay extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      throw new UnsupportedOperationException();
    }
  }
}
