package ai.evolink.benchmarks.calls;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.model.AspectRatio;
import java.net.URI;

/** This SDK, as its README shows it. */
public class Evolink implements Contender {
  final EvolinkClient client;

  public Evolink(String url) {
    this.client = EvolinkClient.builder("sk-test").baseUrl(URI.create(url)).build();
  }

  static ImageRequest request() {
    return ImageRequest.builder(PROMPT).size(AspectRatio.LANDSCAPE_16_9).build();
  }

  @Override
  public Object create() throws Exception {
    return client.images().submit(request()).result().id();
  }

  @Override
  public Object query() throws Exception {
    return client.tasks().get(TASK_ID).result();
  }

  @Override
  public void close() {
    client.close();
  }

  /** The same by futures and a continuation. */
  public static final class Futures extends Evolink {
    public Futures(String url) {
      super(url);
    }

    @Override
    public Object create() throws Exception {
      return client.images().submit(request()).thenApply(TaskHandle::id).get();
    }

    @Override
    public Object query() throws Exception {
      return client.tasks().get(TASK_ID).thenApply(task -> task).get();
    }
  }
}
