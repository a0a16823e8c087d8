package ai.evolink.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Faults as the control API writes them. */
final class FaultJson {

  private static final String[] FIELDS = {
    "fault",
    "status",
    "retry_after",
    "retry_after_date",
    "body",
    "content_type",
    "stage",
    "seconds",
    "after_processing",
    "delay",
    "on",
    "key",
    "times",
    "probability"
  };

  private FaultJson() {}

  /** The faults of a body that holds one, or an array of them. */
  static List<Fault> read(JsonNode body) {
    List<Fault> faults = new ArrayList<>();
    if (body.isArray()) {
      for (int i = 0; i < body.size(); i++) {
        faults.add(read(body.path(i), "[" + i + "]."));
      }
    } else {
      faults.add(read(body, ""));
    }
    return faults;
  }

  private static Fault read(JsonNode node, String at) {
    ControlBody body = ControlBody.of(node, at, FIELDS);
    FaultKind kind = word(body, "fault", body.get("fault"), FaultKind.values(), FaultKind::word);
    Fault fault = basis(kind, body);
    fault = answer(fault, body);
    if (body.flag("after_processing")) {
      Fault plain = fault;
      fault = body.checked("after_processing", plain::afterProcessing);
    }
    if (body.has("delay")) {
      Fault plain = fault;
      fault = body.checked("delay", () -> plain.delayedBy(body.seconds("delay")));
    }
    if (body.has("on")) {
      Fault plain = fault;
      fault = body.checked("on", () -> plain.on(operations(body)));
    }
    if (body.has("key")) {
      Fault plain = fault;
      fault = body.checked("key", () -> plain.forKey(body.text("key", "")));
    }
    if (body.has("times")) {
      fault = fault.times(body.integer("times", 1, 1_000_000));
    }
    return body.has("probability") ? fault.probability(body.share("probability")) : fault;
  }

  private static Fault basis(FaultKind kind, ControlBody body) {
    refuseIdle(body, "status", kind == FaultKind.STATUS, kind);
    refuseIdle(body, "stage", kind == FaultKind.CUT, kind);
    boolean takesTime =
        kind == FaultKind.DELAY || kind == FaultKind.TRICKLE || kind == FaultKind.LATE_CALLBACK;
    refuseIdle(body, "seconds", takesTime, kind);
    return switch (kind) {
      case NONE -> Fault.none();
      case STATUS -> Fault.status(body.integer("status", 200, 599));
      case CUT -> Fault.cut(word(body, "stage", body.get("stage"), Cut.values(), Cut::word));
      case NO_ANSWER -> Fault.noAnswer();
      case DELAY -> time(body, Fault::delay);
      case TRICKLE -> time(body, Fault::trickle);
      case TRUNCATED_BODY -> Fault.truncatedBody();
      case MALFORMED_JSON -> Fault.malformedJson();
      case UNKNOWN_FIELDS -> Fault.unknownFields();
      case UNKNOWN_VALUES -> Fault.unknownValues();
      case EXPIRED_LINK -> Fault.expiredLink();
      case DUPLICATE_CALLBACK -> Fault.duplicateCallback();
      case LATE_CALLBACK -> time(body, Fault::lateCallback);
      case FORGED_CALLBACK -> Fault.forgedCallback();
      case LOST_CALLBACK -> Fault.lostCallback();
    };
  }

  private static Fault answer(Fault basis, ControlBody body) {
    Fault fault = basis;
    if (body.has("retry_after")) {
      fault = body.checked("retry_after", () -> basis.retryAfter(body.seconds("retry_after")));
    }
    if (body.has("retry_after_date")) {
      fault =
          body.checked(
              "retry_after_date", () -> basis.retryAfterDate(body.seconds("retry_after_date")));
    }
    if (body.has("body") || body.has("content_type")) {
      Fault plain = fault;
      String type = body.text("content_type", "text/plain");
      String text = body.text("body", "");
      return body.checked(
          "body", () -> text.isEmpty() ? plain.withoutBody() : plain.body(type, text));
    }
    return fault;
  }

  private static Fault time(ControlBody body, Function<Duration, Fault> fault) {
    return body.checked("seconds", () -> fault.apply(body.seconds("seconds")));
  }

  /** A field that would do nothing is a slip of the pen. */
  private static void refuseIdle(ControlBody body, String name, boolean used, FaultKind kind) {
    if (!used && body.has(name)) {
      throw body.wrong(name, "does not go with " + kind.word(), body.get(name));
    }
  }

  private static Set<ApiOperation> operations(ControlBody body) {
    JsonNode names = body.get("on");
    if (!names.isArray() || names.isEmpty()) {
      throw body.wrong("on", "must be an array of operations", names);
    }
    Set<ApiOperation> found = EnumSet.noneOf(ApiOperation.class);
    for (JsonNode name : names) {
      found.add(word(body, "on", name, ApiOperation.values(), ApiOperation::word));
    }
    return found;
  }

  private static <T> T word(
      ControlBody body, String name, JsonNode value, T[] all, Function<T, String> word) {
    return Arrays.stream(all)
        .filter(candidate -> value.isString() && word.apply(candidate).equals(value.stringValue()))
        .findFirst()
        .orElseThrow(
            () ->
                body.wrong(
                    name,
                    "must be one of " + Stream.of(all).map(word).collect(Collectors.joining(", ")),
                    value));
  }

  static ObjectNode write(Faults.Injected injected) {
    Fault fault = injected.fault();
    ObjectNode node = Json.object().put("id", injected.id()).put("text", fault.toString());
    node.put("fault", fault.kind().word());
    ArrayNode on = node.putArray("on");
    fault.operations().forEach(operation -> on.add(operation.word()));
    fault.times().ifPresent(times -> node.put("times_left", times - injected.struck()));
    return node.put("probability", fault.probability()).put("struck", injected.struck());
  }
}
