package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds the API key to requests to the service, and to no others. It is the last network
 * interceptor, so that no interceptor of the caller sees a request with the key.
 */
public final class SigningInterceptor implements Interceptor {
  private final Hosts hosts;
  private final ApiKey key;
  private final String userAgent;

  public SigningInterceptor(Hosts hosts, ApiKey key, String userAgent) {
    this.hosts = hosts;
    this.key = key;
    this.userAgent = userAgent;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Request.Builder out = request.newBuilder().header("User-Agent", userAgent);
    if (hosts.mayHaveKey(request.url())) {
      out.header("Authorization", key.authorization());
    }
    return chain.proceed(out.build());
  }
}
