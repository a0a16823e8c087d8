package ai.evolink.internal.http;

import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * Takes the API key out of what comes back, once, where it comes in: nobody behind this has to
 * think of it.
 */
public final class Redaction {
  static final String AUTHORIZATION = "Authorization";

  private final ApiKey key;

  public Redaction(ApiKey key) {
    this.key = key;
  }

  /** {@return the request without the key} */
  Request ofRequest(Request request) {
    return key.authorization().equals(request.header(AUTHORIZATION))
        ? request.newBuilder().removeHeader(AUTHORIZATION).build()
        : request;
  }

  /** Whether the service has sent the key back, in the reason or a header. */
  boolean isInHeads(Response response) {
    return !key.removeFrom(response.message()).equals(response.message())
        || isIn(response.headers());
  }

  /** {@return the answer to a request that was signed, as if it had not been} */
  Response ofHeads(Response response, Request unsigned) {
    Response.Builder clean = response.newBuilder().request(unsigned);
    String reason = key.removeFrom(response.message());
    if (!reason.equals(response.message())) {
      clean.message(reason);
    }
    Headers headers = response.headers();
    return isIn(headers) ? clean.headers(without(headers)).build() : clean.build();
  }

  private boolean isIn(Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (!key.removeFrom(headers.value(i)).equals(headers.value(i))) {
        return true;
      }
    }
    return false;
  }

  private Headers without(Headers headers) {
    Headers.Builder cleaned = new Headers.Builder();
    for (int i = 0; i < headers.size(); i++) {
      cleaned.addUnsafeNonAscii(headers.name(i), key.removeFrom(headers.value(i)));
    }
    return cleaned.build();
  }

  /** {@return an answer that has been read to its end, without the key in its body} */
  Response ofBody(Response response) {
    Buffer body = response.body().source().getBuffer();
    if (!key.isIn(body)) {
      return response;
    }
    Buffer clean = new Buffer().writeUtf8(key.removeFrom(body.readUtf8()));
    return response
        .newBuilder()
        .body(ResponseBody.create(clean, response.body().contentType(), clean.size()))
        .build();
  }

  String of(String text) {
    return key.removeFrom(text);
  }
}
