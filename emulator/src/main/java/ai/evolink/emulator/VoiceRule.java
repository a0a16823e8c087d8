package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Whether a voice that a task of the account has to have made is there, and young enough: {@code
 * x-made-by} of a property. Names of another form are those of voices of the system, which are not
 * all known.
 */
final class VoiceRule {

  private VoiceRule() {}

  /** Refuses a body that names a voice which is not there, or no longer. */
  static void check(
      Operation operation, JsonNode shape, JsonNode body, Account account, EmulatorState state) {
    for (Map.Entry<String, JsonNode> property : shape.path("properties").properties()) {
      JsonNode rule = property.getValue().path("x-made-by");
      String name = Json.text(body, property.getKey(), "");
      if (rule.isObject() && name.startsWith(Json.text(rule, "prefix", ""))) {
        Instant now = state.clock().now();
        Optional<Task> maker =
            state.tasks().find(task -> task.account() == account && makes(task, name, now));
        String param = property.getKey();
        if (maker.isEmpty()) {
          throw Refusal.of(operation, 404).param(param);
        }
        Duration life = Duration.ofHours(rule.path("hours").asInt());
        if (maker.flatMap(Task::end).filter(end -> end.plus(life).isBefore(now)).isPresent()) {
          throw Refusal.of(operation, 404)
              .code("voice_expired")
              .message("The voice has expired: " + name)
              .param(param);
        }
      }
    }
  }

  private static boolean makes(Task task, String name, Instant now) {
    return task.output().shape() == ResultShape.ENROLMENT
        && task.at(now).isCompleted()
        && ResultData.of(task, "").filter(data -> isNamed(data, name)).isPresent();
  }

  private static boolean isNamed(JsonNode data, String name) {
    return Json.text(data, "voice", "").equals(name);
  }
}
