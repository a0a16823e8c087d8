package ai.evolink.benchmarks.calls.peers;

import ai.evolink.benchmarks.calls.Contender;
import ai.fal.client.ClientConfig;
import ai.fal.client.CredentialsResolver;
import ai.fal.client.FalClient;
import ai.fal.client.queue.QueueStatusOptions;
import ai.fal.client.queue.QueueSubmitOptions;
import java.util.Map;

/** fal.ai's client: its queue. The only way to another host is its proxy setting. */
public final class Fal implements Contender {
  private final FalClient client;

  public Fal(String url) {
    this.client =
        FalClient.withConfig(
            ClientConfig.builder()
                .withCredentials(CredentialsResolver.fromApiKey("sk-test"))
                .withProxyUrl(url + "/fal")
                .build());
  }

  @Override
  public Object create() {
    return client
        .queue()
        .submit(
            "fal-ai/flux",
            QueueSubmitOptions.withInput(Map.of("prompt", PROMPT, "image_size", "16:9")))
        .getRequestId();
  }

  @Override
  public Object query() {
    return client.queue().status("fal-ai/flux", QueueStatusOptions.withRequestId(TASK_ID));
  }
}
