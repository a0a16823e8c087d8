package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds the key to requests to the service, and to no others. The last at the network, so that no
 * interceptor of the caller's is given a request with it, nor an answer that has such a request.
 */
public final class SigningInterceptor implements Interceptor {
  private final Hosts hosts;
  private final ApiKey key;
  private final String userAgent;
  private final Redaction redaction;

  public SigningInterceptor(Hosts hosts, ApiKey key, String userAgent) {
    this.hosts = hosts;
    this.key = key;
    this.userAgent = userAgent;
    this.redaction = new Redaction(key);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Request.Builder out = request.newBuilder().header("User-Agent", userAgent);
    boolean signed = hosts.mayHaveKey(request.url());
    if (signed) {
      out.header(Redaction.AUTHORIZATION, key.authorization());
    }
    Response response = chain.proceed(out.build());
    return signed ? redaction.ofHeads(response, request) : response;
  }

  Redaction redaction() {
    return redaction;
  }
}
