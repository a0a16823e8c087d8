package ai.evolink.internal.http;

import java.io.IOException;
import java.util.Arrays;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** What an attempt has brought, kept until its end: an answer, or a failure. */
final class FirstAnswer {
  private final @Nullable Response response;
  private final byte[] body;
  private final @Nullable IOException failure;

  private FirstAnswer(@Nullable Response response, byte[] body, @Nullable IOException failure) {
    this.response = response;
    this.body = body;
    this.failure = failure;
  }

  static FirstAnswer of(IOException failure) {
    return new FirstAnswer(null, new byte[0], failure);
  }

  /** {@return a copy of {@code response}, which stays to be read; null if it cannot be copied} */
  static @Nullable FirstAnswer of(Request request, Response response) {
    if (response.isSuccessful() && CallTrace.isStream(request)) {
      return null;
    }
    long most = AttemptRules.mostKept(request, response);
    BufferedSource source = response.body().source();
    try {
      source.request(most);
      return new FirstAnswer(response, AnswerBytes.of(source.getBuffer(), most), null);
    } catch (IOException e) {
      return null; // whoever reads it will meet the same
    }
  }

  boolean isAnswer() {
    return response != null;
  }

  /** {@return at most so many bytes of the body} */
  byte[] beginning(long most) {
    return body.length <= most ? body : Arrays.copyOf(body, (int) most);
  }

  Response again() throws IOException {
    Response answer = response;
    if (answer == null) {
      throw failure == null ? AttemptRules.secondTime() : failure;
    }
    return answer.newBuilder().body(ResponseBody.create(body, answer.body().contentType())).build();
  }
}
