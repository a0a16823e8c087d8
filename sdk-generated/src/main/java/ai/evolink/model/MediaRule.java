package ai.evolink.model;

import java.util.List;

/**
 * What the server accepts in a property that takes links to media. Immutable.
 *
 * <p>Limits in documents age: a rule is a reason to warn early, and the server has the last word.
 */
public final class MediaRule {
  private final String kind;
  private final long maxBytes;
  private final List<String> types;

  MediaRule(String kind, long maxBytes, List<String> types) {
    this.kind = kind;
    this.maxBytes = maxBytes;
    this.types = List.copyOf(types);
  }

  /**
   * The medium.
   *
   * @return {@code image}, {@code video} or {@code audio}
   */
  public String kind() {
    return kind;
  }

  /**
   * The size of one file at most, in bytes.
   *
   * @return {@link Long#MAX_VALUE} if no limit is documented
   */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * The media types accepted, such as {@code image/png}.
   *
   * @return empty if none are documented; unmodifiable
   */
  public List<String> types() {
    return types;
  }

  @Override
  public String toString() {
    String size = maxBytes == Long.MAX_VALUE ? "no limit" : "at most " + maxBytes + " bytes";
    return "MediaRule[" + kind + ", " + size + ", " + (types.isEmpty() ? "any type" : types) + "]";
  }
}
