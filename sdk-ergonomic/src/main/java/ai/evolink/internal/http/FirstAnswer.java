package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What an attempt has brought, kept until its end. Exactly one of the two is there. */
record FirstAnswer(@Nullable Response response, @Nullable IOException failure) {
  static FirstAnswer of(IOException failure) {
    return new FirstAnswer(null, failure);
  }

  /** {@return a copy of {@code response}, which stays to be read; null if it cannot be copied} */
  static @Nullable FirstAnswer of(Request request, Response response) {
    if (response.isSuccessful() && AttemptRules.isStreaming(request)) {
      return null;
    }
    try {
      return new FirstAnswer(copy(response, AttemptRules.mostKept(request, response)), null);
    } catch (IOException e) {
      return null; // whoever reads it will meet the same
    }
  }

  Response again() throws IOException {
    if (response == null) {
      throw failure == null ? AttemptRules.secondTime() : failure;
    }
    return copy(response, Long.MAX_VALUE);
  }

  private static Response copy(Response response, long most) throws IOException {
    return response.newBuilder().body(response.peekBody(most)).build();
  }
}
