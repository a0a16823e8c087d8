package ai.evolink.internal.download;

import java.net.URI;
import java.net.URISyntaxException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Parses links to results as leniently as browsers do. */
public final class ResultUri {
  private ResultUri() {}

  /**
   * {@return the link, percent-encoded where necessary; null if nothing can be downloaded from it}
   */
  public static @Nullable URI of(String text) {
    String link = text.strip();
    if (DataLink.isOne(link)) {
      return DataLink.uri(link);
    }
    try {
      return of(new URI(link)); // kept unchanged: a signature covers every character
    } catch (URISyntaxException e) {
      HttpUrl url = HttpUrl.parse(link);
      return url == null ? null : uri(url);
    }
  }

  private static @Nullable URI uri(HttpUrl url) {
    try {
      return url.uri();
    } catch (RuntimeException e) { // "https://half%2@host", which no URI can say
      return null;
    }
  }

  /** {@return {@code link}; null if nothing can be downloaded from it} */
  public static @Nullable URI of(URI link) {
    if (DataLink.isOne(link.toString())) {
      return DataLink.uri(link.toString());
    }
    return HttpUrl.parse(link.toString()) == null ? null : link;
  }
}
