package ai.evolink.benchmarks.calls.peers;

import ai.evolink.benchmarks.calls.Contender;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.batches.BatchCreateParams;

/** OpenAI's client: its batches, which are created by JSON and then asked for, as tasks are. */
public final class Openai implements Contender {
  private final OpenAIClient client;

  public Openai(String url) {
    this.client = OpenAIOkHttpClient.builder().apiKey("sk-test").baseUrl(url + "/v1").build();
  }

  @Override
  public Object create() {
    return client
        .batches()
        .create(
            BatchCreateParams.builder()
                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                .endpoint(BatchCreateParams.Endpoint.V1_IMAGES_GENERATIONS)
                .inputFileId("file-abc123")
                .build())
        .id();
  }

  @Override
  public Object query() {
    return client.batches().retrieve("batch_uyujaw3d");
  }

  @Override
  public void close() {
    client.close();
  }
}
