package ai.evolink.it;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a {@link FaultServer} answers: status, headers, body. */
record FaultAnswer(int status, Map<String, String> headers, String body) {
  static FaultAnswer json(int status, String body) {
    return new FaultAnswer(status, Map.of("content-type", "application/json"), body);
  }

  static FaultAnswer bare(int status) {
    return new FaultAnswer(status, Map.of(), "");
  }

  static FaultAnswer html(int status) {
    return new FaultAnswer(
        status, Map.of("content-type", "text/html"), "<html><h1>" + status + "</h1></html>");
  }

  /** More than anybody reads of a refusal. */
  static FaultAnswer largePage(int status) {
    return new FaultAnswer(status, Map.of("content-type", "text/html"), "<p>".repeat(350_000));
  }

  /** A refusal in the form that the documentation gives for {@code status}. */
  static FaultAnswer envelope(int status, String code, String message) {
    return json(
        status,
        """
        {"error":{"code":"%s","message":"%s","type":"api_error"}}"""
            .formatted(code, message));
  }

  FaultAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new FaultAnswer(status, more, body);
  }
}
