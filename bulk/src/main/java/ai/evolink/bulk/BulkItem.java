package ai.evolink.bulk;

import ai.evolink.model.GenerationRequest;
import java.util.Objects;

/** Something to buy: what the caller calls it, and the request. Immutable. */
public final class BulkItem {
  private static final int LONGEST_KEY = 130;

  private final String key;
  private final GenerationRequest request;
  private final int priority;

  private BulkItem(String key, GenerationRequest request, int priority) {
    this.key = key;
    this.request = request;
    this.priority = priority;
  }

  /**
   * {@return an item of priority 0}
   *
   * @param key the caller's own name for it, for instance an article number; a bulk buys one item
   *     for each key
   * @param request for an image, a video or audio. It is stored as JSON, see {@link
   *     ai.evolink.RequestJson}: files by their absolute paths, which the worker that sends it must
   *     be able to read
   * @throws IllegalArgumentException if the key is blank, contains control characters or half a
   *     surrogate pair, or has more than 130 characters
   */
  public static BulkItem of(String key, GenerationRequest request) {
    Names.require("key", key, LONGEST_KEY);
    return new BulkItem(key, Objects.requireNonNull(request, "request"), 0);
  }

  /** {@return the same item with that priority} Higher ones are bought first. */
  public BulkItem priority(int priority) {
    return new BulkItem(key, request, priority);
  }

  /** {@return the caller's own name for it} */
  public String key() {
    return key;
  }

  /** {@return what is to be made} */
  public GenerationRequest request() {
    return request;
  }

  /** {@return the priority; 0 unless set} */
  public int priority() {
    return priority;
  }

  @Override
  public String toString() {
    return "BulkItem[" + key + "]";
  }
}
