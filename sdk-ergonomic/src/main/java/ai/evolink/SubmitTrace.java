package ai.evolink;

import java.time.Instant;
import java.util.Set;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Knows whether a byte of a submit has left this machine. Travels with the request as a tag. */
final class SubmitTrace extends EventListener {
  private static final Set<String> BUYS_NOTHING = Set.of("GET", "HEAD", "DELETE");

  private volatile @Nullable Instant startedAt;

  /** Makes calls whose submits can be asked afterwards. */
  static Call.Factory factory(OkHttpClient client, Hosts hosts) {
    return request ->
        client.newCall(
            isSubmit(request, hosts)
                ? request.newBuilder().tag(SubmitTrace.class, new SubmitTrace()).build()
                : request);
  }

  /** Whether {@code request} may buy something: everything but reads, deletions and uploads. */
  private static boolean isSubmit(Request request, Hosts hosts) {
    return !BUYS_NOTHING.contains(request.method())
        && hosts.isApi(request.url())
        && !hosts.isFiles(request.url());
  }

  /** {@return the trace of a submit; null for every other request} */
  static @Nullable SubmitTrace of(Request request) {
    return request.tag(SubmitTrace.class);
  }

  /** {@return when the request began to leave; null if it never did} */
  @Nullable Instant startedAt() {
    return startedAt;
  }

  @Override
  public void requestHeadersStart(Call call) {
    startedAt = Instant.now();
  }
}
