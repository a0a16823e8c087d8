package ai.evolink.temporal;

import ai.evolink.RequestJson;
import ai.evolink.model.GenerationRequest;

/**
 * One purchase of a batch.
 *
 * @param orderId unique in the batch
 * @param request as {@link RequestJson} writes it
 */
public record BatchItem(String orderId, String request) {
  /** {@return an item that buys {@code request}} */
  public static BatchItem of(String orderId, GenerationRequest request) {
    return new BatchItem(orderId, RequestJson.write(request));
  }

  GenerationRequest read() {
    return RequestJson.read(request);
  }
}
