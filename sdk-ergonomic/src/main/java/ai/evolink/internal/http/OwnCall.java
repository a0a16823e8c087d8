package ai.evolink.internal.http;

import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import java.net.HttpURLConnection;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.Timeout;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/**
 * A call of the SDK's own whose answer is of a generated type. It does what Retrofit would do, less
 * what has to be found out about a call of an unknown interface each time.
 *
 * @param <T> the type of the answer
 */
final class OwnCall<T> implements Call<T>, okhttp3.Callback {
  private final RetryingCall call;
  private final JsonAdapter<T> json;
  private @Nullable Callback<T> callback;

  OwnCall(RetryingCall call, JsonAdapter<T> json) {
    this.call = call;
    this.json = json;
  }

  @Override
  public void enqueue(Callback<T> callback) {
    this.callback = callback;
    call.enqueue(this);
  }

  @Override
  public void onResponse(okhttp3.Call made, okhttp3.Response raw) {
    Response<T> response;
    try {
      response = read(raw);
    } catch (IOException | RuntimeException e) {
      told().onFailure(this, e);
      return;
    }
    told().onResponse(this, response);
  }

  @Override
  public void onFailure(okhttp3.Call made, IOException failure) {
    told().onFailure(this, failure);
  }

  private Callback<T> told() {
    Callback<T> told = callback;
    if (told == null) {
      throw new IllegalStateException("not begun");
    }
    return told;
  }

  @Override
  public Response<T> execute() throws IOException {
    return read(call.execute());
  }

  private Response<T> read(okhttp3.Response raw) throws IOException {
    ResponseBody body = raw.body();
    if (!raw.isSuccessful()) {
      return Response.error(body, raw);
    }
    try (body) {
      boolean empty =
          raw.code() == HttpURLConnection.HTTP_NO_CONTENT
              || raw.code() == HttpURLConnection.HTTP_RESET;
      return Response.success(empty ? null : AnswerConverterFactory.parse(body, json), raw);
    }
  }

  @Override
  public boolean isExecuted() {
    return call.isExecuted();
  }

  @Override
  public void cancel() {
    call.cancel();
  }

  @Override
  public boolean isCanceled() {
    return call.isCanceled();
  }

  @Override
  public Call<T> clone() {
    throw new UnsupportedOperationException("a call of the SDK's own is made once");
  }

  @Override
  public Request request() {
    return call.request();
  }

  @Override
  public Timeout timeout() {
    return call.timeout();
  }
}
