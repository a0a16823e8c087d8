package ai.evolink.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Serves the page, and the whole of a submit when somebody opens its details. */
final class PageEndpoint {

  static final String EVENTS = Control.PREFIX + "/events";
  static final String DETAILS = Control.PREFIX + "/details/";

  /** Of the request as a whole, and of one string in it: base64 is nothing to read. */
  private static final int MOST_CHARS = 200_000;

  private static final int MOST_STRING_CHARS = 20_000;

  private final SubmissionLog submissions;

  PageEndpoint(SubmissionLog submissions) {
    this.submissions = submissions;
  }

  void page(Exchange exchange) {
    exchange.offload(
        () -> {
          PageSource page = PageSource.get();
          exchange.header("Content-Security-Policy", page.policy());
          exchange.header("X-Content-Type-Options", "nosniff");
          exchange.header("Referrer-Policy", "no-referrer");
          exchange.header("Cache-Control", "no-store");
          exchange.send(200, "text/html; charset=utf-8", page.html());
        });
  }

  void details(Exchange exchange, String rest) {
    Optional<Submission> found =
        rest.matches("[0-9]{1,18}") ? submissions.numbered(Long.parseLong(rest)) : Optional.empty();
    Submission submission =
        found.orElseThrow(
            () -> Refusal.at(exchange.path(), 404).message("This submit is forgotten"));
    exchange.offload(() -> exchange.send(200, details(submission)));
  }

  private static ObjectNode details(Submission submission) {
    ObjectNode details = Json.object();
    details.put("prompt", submission.prompt());
    ObjectNode headers = details.putObject("headers");
    for (Map.Entry<String, String> header : submission.headers().entrySet()) {
      headers.put(header.getKey(), clip(header.getValue(), MOST_STRING_CHARS));
    }
    details.put("body", clip(readable(submission.body()), MOST_CHARS));
    return details;
  }

  /** Indented and without endless strings if it is JSON, else as it is. */
  private static String readable(String body) {
    try {
      return Json.pretty(shorten(Json.read(body.getBytes(StandardCharsets.UTF_8))));
    } catch (JacksonException e) {
      return body;
    }
  }

  private static JsonNode shorten(JsonNode node) {
    if (node.isString()) {
      return StringNode.valueOf(clip(node.stringValue(), MOST_STRING_CHARS));
    }
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        field.setValue(shorten(field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, shorten(array.get(i)));
      }
    }
    return node;
  }

  private static String clip(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "… (" + (text.length() - end) + " characters more)";
  }
}
