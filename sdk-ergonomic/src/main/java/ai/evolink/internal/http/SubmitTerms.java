package ai.evolink.internal.http;

import ai.evolink.model.GenerationRequest;
import java.time.Duration;
import java.util.Map;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a submit has of its own.
 *
 * @param request what is submitted
 * @param headers added to the request
 * @param limit the timeout, all attempts included; null for that of the client
 * @param gate asked before anything is sent
 */
public record SubmitTerms(
    GenerationRequest request, Map<String, String> headers, @Nullable Duration limit, Gate gate) {
  /** Knows whether a submit may be sent. Methods run on the thread that is about to send it. */
  public interface Gate {
    /**
     * Called once, before the first attempt, by the call that has a place among the concurrent
     * ones. May block.
     *
     * @param idempotencyKey the key that will be sent; null if none will
     * @throws ai.evolink.EvolinkException if the submit must not be sent; its future fails with
     *     that
     */
    void open(@Nullable String idempotencyKey);

    /** {@return whether the first byte of an attempt may leave} Must be quick. */
    boolean isOpen();

    /** The service has answered an attempt with 429. */
    void throttled();

    /** The attempt has provably not been taken, and the next one is a pause away. */
    void resting();
  }

  Request applied(Request request) {
    if (headers.isEmpty()) {
      return request;
    }
    Request.Builder copy = request.newBuilder();
    headers.forEach(copy::header);
    return copy.build();
  }
}
