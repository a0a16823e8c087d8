package ai.evolink.benchmarks.calls;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/** OkHttp and Moshi with adapters written by hand: the floor of this stack. */
public class Raw implements Contender {
  private static final MediaType JSON = MediaType.get("application/json");

  final OkHttpClient http;
  private final String url;
  private final HandWrittenJson.RequestAdapter requests = new HandWrittenJson.RequestAdapter();
  private final HandWrittenJson.TaskAdapter tasks = new HandWrittenJson.TaskAdapter();

  public Raw(String url) {
    this(url, new OkHttpClient());
  }

  Raw(String url, OkHttpClient http) {
    this.url = url;
    this.http = http;
  }

  @Override
  public Object create() throws Exception {
    return run(createRequest()).id;
  }

  @Override
  public Object query() throws Exception {
    return run(queryRequest());
  }

  final Request createRequest() throws IOException {
    Buffer body = new Buffer();
    requests.toJson(body, new PlainRequest());
    return signed("/v1/images/generations")
        .post(RequestBody.create(body.readByteString(), JSON))
        .build();
  }

  final Request queryRequest() {
    return signed("/v1/tasks/" + TASK_ID).build();
  }

  PlainTask run(Request request) throws Exception {
    try (Response response = http.newCall(request).execute()) {
      return read(response);
    }
  }

  final PlainTask read(Response response) throws IOException {
    PlainTask task = tasks.fromJson(response.body().source());
    if (task == null) {
      throw new IOException("no task");
    }
    return task;
  }

  private Request.Builder signed(String path) {
    return new Request.Builder().url(url + path).header("Authorization", "Bearer sk-test");
  }

  /** The same by {@code enqueue} into a future, on a dispatcher as OkHttp brings it. */
  public static final class Futures extends Raw {
    public Futures(String url) {
      super(url);
    }

    @Override
    PlainTask run(Request request) throws Exception {
      CompletableFuture<PlainTask> future = new CompletableFuture<>();
      http.newCall(request)
          .enqueue(
              new Callback() {
                @Override
                public void onResponse(Call call, Response response) {
                  try (response) {
                    future.complete(read(response));
                  } catch (IOException e) {
                    future.completeExceptionally(e);
                  }
                }

                @Override
                public void onFailure(Call call, IOException e) {
                  future.completeExceptionally(e);
                }
              });
      return future.get();
    }
  }
}
