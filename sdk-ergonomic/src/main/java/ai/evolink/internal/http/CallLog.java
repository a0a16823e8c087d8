package ai.evolink.internal.http;

import ai.evolink.WaitClock;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.OneLine;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Logs each attempt of each call to the logger {@code ai.evolink}: one line at DEBUG; headers and
 * bodies at TRACE, where {@link LogText} masks what could be private.
 *
 * <p>It runs before the API key is added to the request, and it logs an allow-list of headers.
 */
public final class CallLog {
  private static final Set<String> SHOWN =
      Set.of(
          "accept",
          "content-length",
          "content-type",
          "date",
          "idempotency-key",
          "idempotency-replayed",
          "retry-after",
          "user-agent",
          "x-oneapi-request-id",
          "x-request-id");

  private static final long LARGEST_SHOWN = 64L << 10;

  private final Logger log = Log.LOGGER;
  private final Hosts hosts;
  private final WaitClock clock;
  private final Redaction redaction;

  public CallLog(Hosts hosts, WaitClock clock, Redaction redaction) {
    this.redaction = redaction;
    this.hosts = hosts;
    this.clock = clock;
  }

  /** Makes {@code attempt} and logs it. */
  Response tellOf(Interceptor attempt, Interceptor.Chain chain) throws IOException {
    if (!isOn()) {
      return attempt.intercept(chain);
    }
    Request request = chain.request();
    long start = begun(request);
    try {
      Response response = attempt.intercept(chain);
      answered(request, response, start);
      return response;
    } catch (IOException e) {
      failed(request, e, start);
      throw e;
    }
  }

  /** Whether anything is logged, so that the following methods need to be called. */
  boolean isOn() {
    return log.isLoggable(Level.DEBUG);
  }

  /** {@return the time on the clock of the log, for what comes of the attempt} */
  long begun(Request request) throws IOException {
    if (log.isLoggable(Level.TRACE)) {
      line(Level.TRACE, "> " + name(request) + headers(request.headers()) + body(request));
    }
    return clock.nanoTime();
  }

  void answered(Request request, Response response, long start) throws IOException {
    String id = AttemptRules.requestId(response);
    tell(request, "HTTP " + response.code(), start, id == null ? "" : ", request " + id);
    if (log.isLoggable(Level.TRACE)) {
      String streams = CallTrace.isStream(request) ? " (a stream)" : body(response);
      line(Level.TRACE, "< " + name(request) + headers(response.headers()) + streams);
    }
  }

  void failed(Request request, IOException failure, long start) {
    tell(request, Reasons.of(failure, redaction::of), start, "");
  }

  private void tell(Request request, String what, long start, String more) {
    long millis = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - start);
    CallTrace trace = CallTrace.of(request);
    int attempt = trace == null ? 1 : trace.attempts();
    line(
        Level.DEBUG,
        name(request) + ": " + OneLine.of(what + more) + ", " + millis + " ms, attempt " + attempt);
  }

  private void line(Level level, String text) {
    log.log(level, redaction.of(text));
  }

  /** {@return method and path} Without the query, and without the path of a foreign host. */
  private String name(Request request) {
    return request.method()
        + " "
        + (hosts.mayHaveKey(request.url())
            ? request.url().encodedPath()
            : request.url().scheme() + "://" + request.url().host() + "/…");
  }

  private String headers(Headers headers) {
    List<String> shown =
        headers.names().stream()
            .filter(name -> SHOWN.contains(name.toLowerCase(Locale.ROOT)))
            .map(name -> name + ": " + OneLine.of(redaction.of("" + headers.get(name)), 100))
            .toList();
    return " " + shown;
  }

  private static String body(Request request) throws IOException {
    RequestBody sent = request.body();
    if (sent == null) {
      return "";
    }
    RequestBody body = OneShotBody.unwrapped(sent);
    if (!isJson(body.contentType())
        || body.isOneShot()
        || body.isDuplex()
        || body.contentLength() > LARGEST_SHOWN) {
      return " (" + body.contentType() + ", " + body.contentLength() + " bytes)";
    }
    Buffer copy = new Buffer();
    body.writeTo(copy);
    return " " + LogText.ofJson(copy);
  }

  private static String body(Response response) throws IOException {
    ResponseBody body = response.body();
    if (!isJson(body.contentType()) || body.contentLength() > LARGEST_SHOWN) {
      return " (" + body.contentType() + ", " + body.contentLength() + " bytes)";
    }
    try (ResponseBody copy = response.peekBody(LARGEST_SHOWN)) {
      return " " + LogText.ofJson(new Buffer().write(copy.byteString()));
    }
  }

  private static boolean isJson(@Nullable MediaType type) {
    return type != null && type.subtype().toLowerCase(Locale.ROOT).endsWith("json");
  }
}
