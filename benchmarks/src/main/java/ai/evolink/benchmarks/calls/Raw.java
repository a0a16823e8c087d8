package ai.evolink.benchmarks.calls;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/**
 * OkHttp and Moshi with adapters written by hand: the floor of this stack. The base URL is parsed
 * once, as in code that cares.
 */
public class Raw implements Contender {
  private static final MediaType JSON = MediaType.get("application/json");

  final OkHttpClient http;
  private final HttpUrl create;
  private final HttpUrl task;
  private final HandWrittenJson.RequestAdapter requests = new HandWrittenJson.RequestAdapter();
  private final HandWrittenJson.TaskAdapter tasks = new HandWrittenJson.TaskAdapter();

  public Raw(String url) {
    this(url, new OkHttpClient());
  }

  Raw(String url, OkHttpClient http) {
    this.create = HttpUrl.get(url + "/v1/images/generations");
    this.task = HttpUrl.get(url + "/v1/tasks/");
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
    return signed(createUrl()).post(RequestBody.create(body.readByteString(), JSON)).build();
  }

  final Request queryRequest() {
    return signed(queryUrl()).build();
  }

  HttpUrl createUrl() {
    return create;
  }

  HttpUrl queryUrl() {
    return task.newBuilder().addPathSegment(TASK_ID).build();
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

  private static Request.Builder signed(HttpUrl url) {
    return new Request.Builder().url(url).header("Authorization", "Bearer sk-test");
  }

  /** The same with each URL put together as text and parsed, as in most code. */
  public static final class Parsing extends Raw {
    private final String url;

    public Parsing(String url) {
      super(url);
      this.url = url;
    }

    @Override
    HttpUrl createUrl() {
      return HttpUrl.get(url + "/v1/images/generations");
    }

    @Override
    HttpUrl queryUrl() {
      return HttpUrl.get(url + "/v1/tasks/" + TASK_ID);
    }
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
