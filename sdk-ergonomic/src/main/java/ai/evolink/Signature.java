package ai.evolink;

import okhttp3.Request;

/** Signs requests to the service, and to nobody else. */
final class Signature {
  private final Hosts hosts;
  private final ApiKey key;
  private final String userAgent;

  Signature(Hosts hosts, ApiKey key, String userAgent) {
    this.hosts = hosts;
    this.key = key;
    this.userAgent = userAgent;
  }

  /** {@return {@code request} with the key if its host may have it} */
  Request on(Request request) {
    Request.Builder out = request.newBuilder().header("User-Agent", userAgent);
    if (hosts.mayHaveKey(request.url())) {
      out.header("Authorization", key.authorization());
    }
    return out.build();
  }
}
