package ai.evolink.emulator;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the submits of one generation endpoint, whatever the medium: what is documented about it
 * comes from its operation in the spec.
 */
final class GenerationEndpoint {

  private static final int MAX_BODY = 20 << 20;

  /** No picture shows more than this, so no task keeps more. */
  private static final int MAX_SHOWN = 2000;

  private static final String RESERVED = "credits_reserved";

  private final Spec spec;
  private final Operation operation;
  private final EmulatorState state;
  private final RequestCheck check;
  private final SubmissionRecorder recorder;

  GenerationEndpoint(
      Spec spec,
      Operation operation,
      EmulatorState state,
      RequestCheck check,
      SubmissionRecorder recorder) {
    this.spec = spec;
    this.operation = operation;
    this.state = state;
    this.check = check;
    this.recorder = recorder;
  }

  void handle(Exchange exchange) {
    exchange.body(MAX_BODY, bytes -> submit(exchange, bytes));
  }

  private void submit(Exchange exchange, byte[] bytes) {
    Json.Body parsed = Json.body(bytes);
    JsonNode body = parsed.node();
    try {
      IdempotencyKeys.Answer answer = once(exchange, parsed);
      if (answer.isReplayed()) {
        exchange.header(IdempotencyKeys.REPLAYED, "true");
      }
      recorder.accepted(exchange, bytes, body, answer.taskId());
      exchange.send(200, answer.body());
    } catch (Refusal refusal) {
      recorder.refused(exchange, bytes, body, refusal);
      throw refusal;
    }
  }

  private IdempotencyKeys.Answer once(Exchange exchange, Json.Body parsed) {
    String key = exchange.header(IdempotencyKeys.HEADER);
    if (key.isEmpty() || !state.settings().idempotencyKeys()) {
      return made(exchange, parsed);
    }
    String account = Keys.require(exchange, operation);
    return state.idempotencyKeys().once(account, key, () -> made(exchange, parsed));
  }

  private IdempotencyKeys.Answer made(Exchange exchange, Json.Body parsed) {
    Task task = accept(exchange, parsed);
    return new IdempotencyKeys.Answer(task.id(), answer(task, parsed.node()), false);
  }

  /** Checks in the order in which a gateway does: key, model, body, credits. */
  private Task accept(Exchange exchange, Json.Body parsed) {
    String key = Keys.require(exchange, operation);
    if (!parsed.problem().isEmpty()) {
      throw Refusal.of(operation, 400).message(parsed.problem());
    }
    JsonNode body = parsed.node();
    String model = Json.text(body, "model", "");
    Optional<String> schema = check.schemaFor(operation, body);
    if (MagicKey.FORBIDDEN.is(key)) {
      throw Refusal.of(operation, 403)
          .message("Token does not have access to model: " + model)
          .param("model");
    }
    check.check(operation, schema, body);
    checkMagic(body);
    Instant now = state.clock().now();
    Account account = state.ledger().account(key);
    VoiceRule.check(operation, shape(schema), body, account, state);
    Charge charge = state.prices().charge(operation, model, body);
    if (!state.ledger().reserve(account, charge.reserved(), now)) {
      throw Refusal.of(operation, 402);
    }
    // Only now, so that a refused submit takes no outcome from a script.
    Plan plan = MagicPrompt.plan(Json.text(body, "prompt", ""), state.pace().take());
    Task task =
        new Task(
            TaskStore.newId(now),
            account,
            new Task.Kind(
                Json.text(example(model), "object", ""), Json.text(example(model), "type", "")),
            model,
            shown(body),
            Json.text(body, "size", Json.text(body, "aspect_ratio", "")),
            now,
            plan,
            charge,
            Output.of(spec, shape(schema), Json.text(example(model), "type", ""), body));
    state.tasks().add(task);
    state.ledger().settleAtEnd(task);
    String callback = Json.text(body, "callback_url", "");
    if (!callback.isEmpty()) {
      state.callbacks().schedule(task, URI.create(callback), exchange.base());
    }
    return task;
  }

  private void checkMagic(JsonNode body) {
    Optional<String> mistake = MagicPrompt.mistake(Json.text(body, "prompt", ""));
    if (mistake.isPresent()) {
      throw Refusal.of(operation, 400).message("prompt: " + mistake.get()).param("prompt");
    }
  }

  private ObjectNode answer(Task task, JsonNode body) {
    ObjectNode answer = example(task.model());
    answer.put("created", task.submittedAt().getEpochSecond());
    answer.put("id", task.id());
    answer.put("model", task.model());
    answer.put("progress", 0);
    answer.put("status", "pending");
    if (answer.path("usage") instanceof ObjectNode usage
        && (usage.has(RESERVED) || task.charge().reserved().signum() > 0)) {
      usage.put(RESERVED, task.charge().reserved());
    }
    if (answer.path("task_info") instanceof ObjectNode info) {
      long seconds = (task.plan().length().toMillis() + 999) / 1000;
      info.put("estimated_time", (int) Math.min(Integer.MAX_VALUE, seconds));
      if (task.output().shape() == ResultShape.ENROLMENT && task.output().files() > 0) {
        info.put("audio_type", "voice_design");
      }
      if (info.has("video_duration")) {
        JsonNode shape = shape(operation.branch(task.model()));
        info.put("video_duration", Math.max(0, spec.number(shape, body, "duration", 0)));
      }
    }
    return answer;
  }

  private JsonNode shape(Optional<String> schema) {
    return schema.map(spec::at).orElseGet(Json::object);
  }

  /** What the spec shows as the answer for this model. */
  private ObjectNode example(String model) {
    return operation.example(200, model).orElseGet(Json::object);
  }

  private static String shown(JsonNode body) {
    String prompt = Json.text(body, "prompt", "");
    boolean tooLong = prompt.codePointCount(0, prompt.length()) > MAX_SHOWN;
    return tooLong ? prompt.substring(0, prompt.offsetByCodePoints(0, MAX_SHOWN)) : prompt;
  }
}
