package ai.evolink.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes down each submit that was read in full, whatever became of it. */
final class SubmissionRecorder {

  private final SubmissionLog log;
  private final EmulatorClock clock;

  SubmissionRecorder(SubmissionLog log, EmulatorClock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** For a submit whose body nobody has looked into yet. */
  void record(Exchange exchange, byte[] bytes, int status, String taskId) {
    record(exchange, bytes, Json.body(bytes).node(), status, taskId, null);
  }

  void accepted(Exchange exchange, byte[] bytes, JsonNode body, String taskId) {
    record(exchange, bytes, body, 200, taskId, null);
  }

  void refused(Exchange exchange, byte[] bytes, JsonNode body, Refusal refusal) {
    record(exchange, bytes, body, refusal.status(), "", refusal.message());
  }

  private void record(
      Exchange exchange,
      byte[] bytes,
      JsonNode body,
      int status,
      String taskId,
      @Nullable String refusal) {
    Map<String, String> headers = new TreeMap<>();
    for (HttpField field : exchange.headers()) {
      String name = field.getLowerCaseName();
      if (!name.equals("authorization")) {
        headers.merge(
            name, field.getValue() == null ? "" : field.getValue(), (a, b) -> a + ", " + b);
      }
    }
    log.add(
        new Submission(
            exchange.path(),
            exchange.key(),
            Collections.unmodifiableMap(headers),
            new String(bytes, StandardCharsets.UTF_8),
            Json.text(body, "model", ""),
            Json.text(body, "prompt", ""),
            status,
            taskId,
            clock.now(),
            exchange.fault(),
            refusal));
  }
}
