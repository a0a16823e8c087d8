package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent again by the client's own rules, and what is not. */
class RetryTest {
  @RegisterExtension final MockService service = new MockService();

  @Test
  void submitReachesTheSecondAddressOfAHostWhoseFirstRefuses() throws IOException {
    service.answer(SUBMITTED);
    AtomicInteger asked = new AtomicInteger();
    InetAddress dead = InetAddress.getByAddress("evolink.test", new byte[] {127, 0, 0, 9});
    InetAddress alive = InetAddress.getByAddress("evolink.test", new byte[] {127, 0, 0, 1});
    OkHttpClient twoAddresses =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  asked.incrementAndGet();
                  return List.of(dead, alive);
                })
            .build();
    try (EvolinkClient evolink =
        service
            .client()
            .baseUrl(java.net.URI.create("http://evolink.test:" + service.server.getPort()))
            .allowPlainHttp()
            .httpClient(twoAddresses)
            .maxRetries(0)
            .build()) {
      assertThat(evolink.images().submit(ImageRequest.of("x")).await().id()).isEqualTo(TASK_ID);
    }
    assertThat(asked).hasValue(1);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void submitThatHttp2RefusedIsSentAgain() {
    service.server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    service.answer(
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseStream(7)).build());
    service.answer(SUBMITTED);
    OkHttpClient http2 =
        new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    try (EvolinkClient evolink = service.client().httpClient(http2).build()) {
      assertThat(evolink.images().submit(ImageRequest.of("x")).await().id()).isEqualTo(TASK_ID);
    }
  }

  @Test
  void throttledSubmitIsSentAgain() {
    service.answer(429, "{}");
    service.answer(SUBMITTED);
    assertThat(service.evolink.images().submit(ImageRequest.of("x")).await().id())
        .isEqualTo(TASK_ID);
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }
}
