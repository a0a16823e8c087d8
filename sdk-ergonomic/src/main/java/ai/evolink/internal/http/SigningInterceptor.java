package ai.evolink.internal.http;

import ai.evolink.api.Keyless;
import java.io.IOException;
import kotlin.jvm.JvmClassMappingKt;
import kotlin.reflect.KClass;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import retrofit2.Invocation;

/**
 * Adds the key to requests to the service that need it, and to no others. The last at the network,
 * so that no interceptor of the caller's is given a request with it, nor an answer that has such a
 * request.
 */
public final class SigningInterceptor implements Interceptor {
  private static final KClass<Invocation> INVOCATION =
      JvmClassMappingKt.getKotlinClass(Invocation.class);

  private final Hosts hosts;
  private final ApiKey key;
  private final String userAgent;
  private final Redaction redaction;
  private final boolean observed;

  /**
   * @param observed whether interceptors of the caller's see what comes back
   */
  public SigningInterceptor(Hosts hosts, ApiKey key, String userAgent, boolean observed) {
    this.observed = observed;
    this.hosts = hosts;
    this.key = key;
    this.userAgent = userAgent;
    this.redaction = new Redaction(key);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    return answerTo(request, chain.proceed(signed(request)));
  }

  /** {@return the request as it leaves} */
  Request signed(Request request) {
    Request.Builder out = request.newBuilder().header("User-Agent", userAgent);
    if (needsKey(request)) {
      out.header(Redaction.AUTHORIZATION, key.authorization());
    }
    return out.build();
  }

  /** {@return the answer to {@code request}, as if that had not been signed} */
  Response answerTo(Request request, Response response) {
    if (!needsKey(request) || (isAmongUs(request) && !redaction.isInHeads(response))) {
      return response;
    }
    return redaction.ofHeads(response, request);
  }

  /** Whether nobody but the SDK is ever given the answer: the key in its request harms nobody. */
  private boolean isAmongUs(Request request) {
    return !observed && request.tag(INVOCATION) == null;
  }

  private boolean needsKey(Request request) {
    return hosts.mayHaveKey(request.url()) && !isKeyless(request);
  }

  private static boolean isKeyless(Request request) {
    Invocation invocation = request.tag(INVOCATION);
    return invocation != null && invocation.method().isAnnotationPresent(Keyless.class);
  }

  Redaction redaction() {
    return redaction;
  }
}
