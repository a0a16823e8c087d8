package ai.evolink.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several values in one parameter of a query, parted by commas; a comma in a value is encoded.
 * Immutable; equal if the texts are.
 */
public final class CommaSeparated {
  private final String encoded;

  private CommaSeparated(String encoded) {
    this.encoded = encoded;
  }

  /**
   * A parameter.
   *
   * @param values texts, numbers, vocabulary words or other values, each sent as its {@code
   *     toString}
   * @return never null
   */
  public static CommaSeparated of(Collection<?> values) {
    return new CommaSeparated(
        values.stream()
            .map(value -> URLEncoder.encode(value.toString(), StandardCharsets.UTF_8))
            .map(value -> value.replace("+", "%20"))
            .collect(Collectors.joining(",")));
  }

  /**
   * A parameter.
   *
   * @param values texts
   * @return never null
   */
  public static CommaSeparated of(String... values) {
    return of(Arrays.asList(values));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CommaSeparated that && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  /** The values as they stand in the query: percent-encoded, with commas between. */
  @Override
  public String toString() {
    return encoded;
  }
}
