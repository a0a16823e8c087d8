package ai.evolink.drift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads pages from a folder, a file, or a public index.
 *
 * @param pages those that describe operations
 * @param others how many do not
 * @param failures what could not be read, and why
 */
record Pages(List<Page> pages, int others, List<String> failures) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LINK = Pattern.compile("https?://[^\\s()\\[\\]<>\"']+");

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * Reads all pages.
   *
   * @param where a folder with everything below it, a file, or the http address of a text that
   *     links to pages of the same host
   * @param matching only pages whose name has a match of this
   */
  static Pages from(String where, Pattern matching) {
    boolean remote = where.matches("https?://.*");
    List<String> names =
        (remote ? links(where) : files(Path.of(where)))
            .stream().filter(name -> matching.matcher(name).find()).toList();
    List<Page> pages = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    int others = 0;
    for (String name : names) {
      try {
        List<Page> found = Page.in(name, remote ? get(name) : Files.readString(Path.of(name)));
        pages.addAll(found);
        others += found.isEmpty() ? 1 : 0;
      } catch (IllegalArgumentException e) {
        failures.add(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        failures.add(name + ": " + e.getMessage());
      }
    }
    return new Pages(pages, others, failures);
  }

  /** The text of a file or an address. */
  static String text(String where) throws IOException {
    return where.matches("https?://.*") ? get(where) : Files.readString(Path.of(where));
  }

  private static List<String> files(Path where) {
    try (Stream<Path> files = Files.walk(where)) {
      return files
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(Page::isPage)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> links(String index) {
    String host = URI.create(index).getAuthority();
    Set<String> links = new LinkedHashSet<>();
    try {
      Matcher link = LINK.matcher(get(index));
      while (link.find()) {
        String address = link.group();
        if (Page.isPage(address) && host.equals(URI.create(address).getAuthority())) {
          links.add(address);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(index + ": " + e.getMessage(), e);
    }
    return List.copyOf(links);
  }

  private static String get(String address) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("HTTP " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
