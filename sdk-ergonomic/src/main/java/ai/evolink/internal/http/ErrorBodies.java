package ai.evolink.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of refusals, and removes the API key in case a server repeats it. */
public final class ErrorBodies {
  private static final long PEEK_BYTES = 64L << 10;

  private final JsonAdapter<Object> json;
  private final ApiKey key;

  ErrorBodies(JsonAdapter<Object> json, ApiKey key) {
    this.json = json;
    this.key = key;
  }

  /** Reads the body completely. */
  ErrorBody read(@Nullable ResponseBody body) {
    if (body == null) {
      return parse(ByteString.EMPTY);
    }
    try (body) {
      return parse(body.byteString());
    } catch (IOException e) {
      return parse(ByteString.EMPTY);
    }
  }

  /** Reads the body without consuming it. */
  ErrorBody peek(Response answer) {
    try (ResponseBody body = answer.peekBody(PEEK_BYTES)) {
      return parse(body.byteString());
    } catch (IOException e) {
      return parse(ByteString.EMPTY);
    }
  }

  ErrorBody parse(ByteString bytes) {
    return ErrorBody.parse(key.removeFrom(bytes.utf8()), json);
  }

  String text(String text) {
    return key.removeFrom(text);
  }

  Throwable withoutKey(Throwable failure) {
    return key.removeFrom(failure);
  }

  /** {@return a body as text; null if there was none} */
  @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null || bytes.length == 0 ? null : key.removeFrom(new String(bytes, UTF_8));
  }

  /** {@return what an answer says that was read as something else than a refusal} */
  ErrorBody of(Object answer) {
    return ErrorBody.parse(json.toJson(answer), json);
  }
}
