package ai.evolink.benchmarks.calls;

import ai.evolink.CallListener;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.model.AspectRatio;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** This SDK, as its README shows it. */
public class Evolink implements Contender {
  final EvolinkClient client;

  public Evolink(String url) {
    this(EvolinkClient.builder("sk-test").baseUrl(URI.create(url)).build());
  }

  Evolink(EvolinkClient client) {
    this.client = client;
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
  public static class Futures extends Evolink {
    public Futures(String url) {
      super(url);
    }

    Futures(EvolinkClient client) {
      super(client);
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

  /** The same with somebody who counts what is accepted. */
  public static final class Listened extends Futures {
    private static final AtomicLong ACCEPTED = new AtomicLong();

    public Listened(String url) {
      super(
          EvolinkClient.builder("sk-test")
              .baseUrl(URI.create(url))
              .callListener(
                  call ->
                      new CallListener.Observer() {
                        @Override
                        public void accepted(TaskHandle task) {
                          ACCEPTED.incrementAndGet();
                        }
                      })
              .build());
    }
  }
}
