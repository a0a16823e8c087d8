package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;

/** Makes each attempt as an OkHttp call, on the thread that begins it. */
public record OkHttpNetwork(OkHttpClient client) implements Network {
  @Override
  public Attempt prepare(Request request) {
    return new Blocking(client.newCall(request));
  }

  private record Blocking(Call call) implements Attempt {
    @Override
    public Timeout timeout() {
      return call.timeout();
    }

    @Override
    public void listen(EventListener listener) {
      call.addEventListener(listener);
    }

    @Override
    public void begin(Answer answer) {
      Response response;
      try {
        response = call.execute();
      } catch (Throwable failure) { // an interceptor of the caller may throw anything
        answer.failed(failure);
        return;
      }
      answer.answered(response);
    }

    @Override
    public Response execute() throws IOException {
      return call.execute();
    }

    @Override
    public void cancel() {
      call.cancel();
    }
  }
}
