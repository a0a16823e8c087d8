package ai.evolink.internal.quote;

import ai.evolink.api.CatalogApi;
import ai.evolink.internal.http.Lazy;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.text.OneLine;
import ai.evolink.internal.time.Timers;
import ai.evolink.model.EvolinkJson;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Asks the service for the price rule of a model. Never fails, and ends within two seconds. */
final class PriceQuery {
  static final Duration LIMIT = Duration.ofSeconds(2);

  /** How long a list is fresh that does not say it in a way that can be measured. */
  static final Duration SHORT = Duration.ofMinutes(1);

  /** The service names about five minutes; whatever it names, prices move. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long MOST_BYTES = 2L << 20;
  private static final int DEEPEST = 64;

  private final Transport transport;
  private final Lazy<CatalogApi> api;
  private final Timers timers;
  private final Executor executor;

  /**
   * @param timers end the query by the clock of the client
   * @param executor runs what goes on after the query has run out of time
   */
  PriceQuery(Transport transport, Timers timers, Executor executor) {
    this.transport = transport;
    this.api = transport.api(CatalogApi.class);
    this.timers = timers;
    this.executor = executor;
  }

  /**
   * @param etag of the list that is known; null if none is
   * @param freshUntil of the list that is known, by the clock of the service; null if unknown
   */
  CompletableFuture<PriceAnswer> ask(
      String model, @Nullable String etag, @Nullable Instant freshUntil) {
    CompletableFuture<PriceAnswer> answer = new CompletableFuture<>();
    Call call;
    try {
      Request request = api.get().getPricingRules(model, "full").request();
      if (etag != null) {
        request = request.newBuilder().header("If-None-Match", etag).build();
      }
      call = transport.newCall(request);
      call.timeout().timeout(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed("it cannot be asked for: " + told(e)));
    }
    Runnable takeBack =
        timers.schedule(
            LIMIT.toNanos(),
            executor,
            () -> {
              answer.complete(failed("the price list did not come within 2 seconds"));
              call.cancel();
            });
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call call, Response response) {
            PriceAnswer read;
            try (response) {
              read = read(response, freshUntil);
            } catch (IOException | RuntimeException | StackOverflowError e) {
              read = failed("the price list could not be read: " + told(e));
            }
            takeBack.run();
            answer.complete(read);
          }

          @Override
          public void onFailure(Call call, IOException failure) {
            takeBack.run();
            answer.complete(failed("the price list could not be read: " + told(failure)));
          }
        });
    return answer;
  }

  private static PriceAnswer failed(String reason) {
    return new PriceAnswer.Failed(reason, false);
  }

  private static String told(Throwable failure) {
    String message = failure.getMessage();
    return OneLine.of(message == null ? failure.toString() : message, 200);
  }

  private static PriceAnswer read(Response response, @Nullable Instant known) throws IOException {
    int status = response.code();
    Instant date = date(response);
    if (status == HttpURLConnection.HTTP_NOT_MODIFIED) {
      return new PriceAnswer.Unchanged(lifetime(known, date));
    }
    if (status == HttpURLConnection.HTTP_NOT_FOUND) {
      return new PriceAnswer.Failed("the price list does not have the model", true);
    }
    if (status != HttpURLConnection.HTTP_OK) {
      return failed("the price list answered with status " + status);
    }
    BufferedSource source = response.body().source();
    Buffer content = new Buffer();
    while (content.size() <= MOST_BYTES && source.read(content, 1 << 14) >= 0) {
      // at most one piece too many
    }
    if (content.size() > MOST_BYTES) {
      return failed("the price list is larger than 2 MiB");
    }
    String raw = content.readUtf8();
    Object json = EvolinkJson.moshi().adapter(Object.class).fromJson(raw);
    if (!(json instanceof Map<?, ?> members) || isDeeper(members, DEEPEST)) {
      return failed("the price list is not what a price list looks like");
    }
    return new PriceAnswer.Read(
        json, raw, response.header("ETag"), lifetime(freshUntil(members), date));
  }

  private static @Nullable Instant date(Response response) {
    java.util.Date date = response.headers().getDate("Date");
    return date == null ? null : date.toInstant();
  }

  /**
   * {@return until when the list is fresh, by the clock of the service; null if it does not say}
   */
  static @Nullable Instant freshUntil(@Nullable Object json) {
    Object meta = json instanceof Map<?, ?> members ? members.get("meta") : null;
    Object text = meta instanceof Map<?, ?> members ? members.get("fresh_until") : null;
    try {
      return text instanceof String time ? OffsetDateTime.parse(time).toInstant() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Two times of the service's own clock: that of this machine may be wrong. */
  private static Duration lifetime(@Nullable Instant freshUntil, @Nullable Instant date) {
    if (freshUntil == null || date == null) {
      return SHORT;
    }
    Duration left = Duration.between(date, freshUntil);
    return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) > 0 ? LONGEST : left;
  }

  private static boolean isDeeper(@Nullable Object json, int allowed) {
    if (json instanceof Map<?, ?> members) {
      return allowed == 0
          || members.values().stream().anyMatch(value -> isDeeper(value, allowed - 1));
    }
    return json instanceof List<?> list
        && (allowed == 0 || list.stream().anyMatch(value -> isDeeper(value, allowed - 1)));
  }
}
