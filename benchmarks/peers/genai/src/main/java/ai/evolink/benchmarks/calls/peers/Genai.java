package ai.evolink.benchmarks.calls.peers;

import ai.evolink.benchmarks.calls.Contender;
import com.google.genai.Client;
import com.google.genai.types.GenerateVideosConfig;
import com.google.genai.types.GenerateVideosOperation;
import com.google.genai.types.GenerateVideosSource;
import com.google.genai.types.GetOperationConfig;
import com.google.genai.types.HttpOptions;

/** Google's client: its video operations. */
public final class Genai implements Contender {
  private final Client client;
  private final GenerateVideosOperation operation =
      GenerateVideosOperation.builder().name("models/veo-3.1/operations/uyujaw3d").build();

  public Genai(String url) {
    this.client =
        Client.builder()
            .apiKey("sk-test")
            .httpOptions(HttpOptions.builder().baseUrl(url).apiVersion("v1beta").build())
            .build();
  }

  @Override
  public Object create() {
    return client
        .models
        .generateVideos(
            "veo-3.1",
            GenerateVideosSource.builder().prompt(PROMPT).build(),
            GenerateVideosConfig.builder().aspectRatio("16:9").build())
        .name()
        .orElseThrow();
  }

  @Override
  public Object query() {
    return client.operations.getVideosOperation(operation, GetOperationConfig.builder().build());
  }

  @Override
  public void close() {
    client.close();
  }
}
