package ai.evolink.it;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client on a clock that stands still, so that a test decides when it sends again. */
abstract class Resending {
  static final SocketEffect CUT = new SocketEffect.CloseSocket(true, true, true);

  @RegisterExtension final MockService service = new MockService();
  final StillClock still = new StillClock();
  final List<TaskHandle> bought = new CopyOnWriteArrayList<>();

  final EvolinkClient.Builder client() {
    return service.client().clock(still.clock).onSubmitted(bought::add);
  }

  final EvolinkClient http2() {
    return client()
        .httpClient(
            new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build())
        .build();
  }

  final EvolinkClient.Builder at(String host, okhttp3.Dns dns) {
    return client()
        .baseUrl(URI.create("http://" + host + ":" + service.server.getPort()))
        .allowPlainHttp()
        .httpClient(new OkHttpClient.Builder().dns(dns).build());
  }

  static EvolinkFuture<TaskHandle> submit(EvolinkClient evolink) {
    return evolink.images().submit(ImageRequest.of("x"));
  }

  static List<InetAddress> found(String host, boolean found) throws UnknownHostException {
    if (!found) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getLoopbackAddress());
  }
}
