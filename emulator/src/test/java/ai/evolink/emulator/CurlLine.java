package ai.evolink.emulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a page that calls curl, as curl would understand it, and what the page shows below it.
 * Knows the few options that our pages use, and refuses any other.
 */
record CurlLine(
    String method,
    String address,
    Map<String, String> headers,
    @Nullable String body,
    boolean trusting,
    String shown) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
  private static final Pattern ALIAS = Pattern.compile("alias (\\w+)=\"(.*)\"");

  /** All lines in the code blocks of a page, in their order. */
  static List<CurlLine> of(String page) {
    List<CurlLine> lines = new ArrayList<>();
    BLOCK.matcher(page).results().forEach(block -> addLines(block.group(1), lines));
    return lines;
  }

  private static void addLines(String block, List<CurlLine> lines) {
    Map<String, String> aliases = new LinkedHashMap<>(Map.of("curl", "curl"));
    boolean prompted = block.startsWith("$ ");
    int at = 0;
    while (at < block.length()) {
      String rest = block.substring(at);
      String command = command(prompted && rest.startsWith("$ ") ? rest.substring(2) : rest);
      at += rest.indexOf(command) + command.length() + 1;
      Matcher alias = ALIAS.matcher(command);
      String word = command.split(" ", 2)[0];
      if (alias.matches()) {
        aliases.put(alias.group(1), alias.group(2));
      } else if (aliases.containsKey(word)) {
        // What is shown goes to the next prompt; a block without prompts shows nothing.
        int end = prompted ? (block + "\n$ ").indexOf("\n$ ", at - 1) : at - 1;
        String shown = end < at ? "" : block.substring(at, Math.min(end, block.length()));
        lines.add(parse(aliases.get(word) + command.substring(word.length()), shown.strip()));
        at = end + 1;
      }
    }
  }

  /** The first command of a script, which goes on over quotes and backslashes at a line's end. */
  private static String command(String script) {
    char quote = 0;
    for (int i = 0; i < script.length(); i++) {
      char c = script.charAt(i);
      if (quote == 0 && c == '\\') {
        i++;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && c == '\n') {
        return script.substring(0, i);
      }
    }
    return script;
  }

  private static List<String> words(String command) {
    Matcher words = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"\\\\]+)").matcher(command);
    return words
        .results()
        .map(
            word ->
                Optional.ofNullable(word.group(1))
                    .or(() -> Optional.ofNullable(word.group(2)))
                    .orElse(word.group(3)))
        .toList();
  }

  private static CurlLine parse(String command, String shown) {
    List<String> words = words(command);
    Map<String, String> headers = new LinkedHashMap<>();
    String method = null;
    String address = null;
    String body = null;
    boolean trusting = false;
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-s" -> {}
        case "-o", "-w" -> i++;
        case "-X" -> method = words.get(++i);
        case "-H" -> {
          String[] header = words.get(++i).split(": ?", 2);
          headers.put(header[0], header[1]);
        }
        case "-d" -> body = words.get(++i);
        case "--cacert" -> {
          trusting = true;
          i++;
        }
        default -> {
          if (words.get(i).startsWith("-") || address != null) {
            throw new AssertionError("Unknown to this test: " + words.get(i) + " in " + command);
          }
          address = words.get(i);
        }
      }
    }
    if (body != null) {
      headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    }
    if (address == null) {
      throw new AssertionError("No address in " + command);
    }
    return new CurlLine(
        method != null ? method : body == null ? "GET" : "POST",
        address.contains("://") ? address : "http://" + address,
        headers,
        body,
        trusting,
        shown);
  }

  /** The same with other words in place of some, as in a shell with variables. */
  CurlLine with(Map<String, String> replacements) {
    return new CurlLine(
        method,
        replaced(address, replacements),
        headers,
        body == null ? null : replaced(body, replacements),
        trusting,
        replaced(shown, replacements));
  }

  private static String replaced(String text, Map<String, String> replacements) {
    String result = text;
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }

  HttpRequest request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    headers.forEach(request::header);
    return request
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
