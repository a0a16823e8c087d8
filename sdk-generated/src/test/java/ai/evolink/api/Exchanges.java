package ai.evolink.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** What tests of operations look at: what was sent, and what came back. */
final class Exchanges {
  private Exchanges() {}

  static void assertGet(RecordedRequest request, String target) {
    assertThat(request.getMethod()).isEqualTo("GET");
    assertThat(request.getTarget()).isEqualTo(target);
    assertThat(request.getHeaders().get("Content-Type")).isNull();
    assertThat(request.getBodySize()).isZero();
  }

  static void assertJsonPost(RecordedRequest request, String target, String body) {
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo(target);
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/json; charset=UTF-8");
    assertThat(present(request.getBody()).utf8()).isEqualTo(body);
  }

  static <T> T send(Call<T> call) throws IOException {
    return present(call.execute().body());
  }

  static <T> T present(@Nullable T value) {
    assertThat(value).isNotNull();
    return Objects.requireNonNull(value);
  }
}
