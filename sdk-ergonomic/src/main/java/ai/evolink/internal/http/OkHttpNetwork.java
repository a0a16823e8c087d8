package ai.evolink.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
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
    Call call = client.newCall(request);
    return new Blocking(client, call, OpeningLimit.of(call, client.connectTimeoutMillis()));
  }

  private record Blocking(OkHttpClient client, Call call, OpeningLimit opening) implements Attempt {
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
        response = execute();
      } catch (Throwable failure) { // whatever an interceptor of the caller's may throw
        answer.failed(failure);
        return;
      }
      answer.answered(response);
    }

    @Override
    public Response execute() throws IOException {
      WatchdogPulse.callBegins();
      try {
        return opening.execute();
      } catch (InterruptedIOException silence) {
        // Whatever has silenced this connection (a laptop that slept, another network, a router
        // that forgot) has silenced the idle ones too: none of them may be what comes next uses.
        client.connectionPool().evictAll();
        throw silence;
      } catch (IOException e) {
        throw e;
      } catch (Throwable thrown) {
        call.cancel(); // OkHttp may think that the connection can be used again
        throw thrown;
      }
    }

    @Override
    public void cancel() {
      call.cancel();
    }
  }
}
