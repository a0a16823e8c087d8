package ai.evolink.emulator;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Checks request bodies against the spec, and against the few rules that its schemas cannot say.
 * The branch is chosen by the discriminator before anything else, so that complaints are about the
 * model that the caller meant.
 */
final class RequestCheck {

  /** How many things a message names before it says how many more there are. */
  private static final int NAMED = 8;

  private final Spec spec;
  private final Mode mode;
  private final CallbackRule callbackRule;
  private final LinkRule linkRule;
  private final UnknownFieldRule unknownFieldRule;

  RequestCheck(Spec spec, Mode mode) {
    this.spec = spec;
    this.mode = mode;
    this.callbackRule = new CallbackRule(mode);
    this.linkRule = new LinkRule(spec);
    this.unknownFieldRule = new UnknownFieldRule(spec);
  }

  /**
   * The schema that this body has to fit, or empty if the mode lets a model pass that the spec does
   * not know. An unknown model is otherwise refused as the only documented error that names a model
   * is: as one that the key may not use.
   */
  Optional<String> schemaFor(Operation operation, JsonNode body) {
    Optional<String> discriminator = operation.discriminator();
    if (discriminator.isEmpty()) {
      return Optional.of(operation.requestSchema());
    }
    String property = discriminator.get();
    JsonNode value = body.path(property);
    if (!value.isString() || value.stringValue().isBlank()) {
      String complaint = value.isMissingNode() ? " is required" : " must be the id of a model";
      throw Refusal.of(operation, 400).message(property + complaint).param(property);
    }
    Optional<String> branch = operation.branch(value.stringValue());
    if (branch.isEmpty() && mode != Mode.LENIENT) {
      throw Refusal.of(operation, 403)
          .message(
              "Token does not have access to model: "
                  + value.stringValue()
                  + " (the emulator knows "
                  + some(operation.branches(), ", ")
                  + "; in lenient mode it takes any)")
          .param(property);
    }
    return branch;
  }

  /** Refuses a body that does not fit, naming what is wrong with it. */
  void check(Operation operation, Optional<String> schema, JsonNode body) {
    List<Violation> violations = violations(schema, body);
    if (!violations.isEmpty()) {
      JsonNode shape = schema.map(spec::at).orElseGet(Json::object);
      Refusal refusal = Refusal.of(operation, 400).message(summary(violations));
      code(shape, violations.get(0)).ifPresent(refusal::code);
      throw refusal.param(violations.get(0).param());
    }
  }

  /** What is wrong with a body: what is missing first. */
  List<Violation> violations(Optional<String> schema, JsonNode body) {
    List<Violation> violations = new ArrayList<>();
    if (schema.isPresent()) {
      JsonNode shape = spec.at(schema.get());
      checkSchema(schema.get(), shape, body, violations);
      checkBlank(shape, body, violations);
      PairRule.check(spec, shape, body, violations);
      linkRule.check(shape, body, "", violations);
      if (mode == Mode.STRICT) {
        unknownFieldRule.check(shape, body, "", violations);
      }
    }
    checkCallback(body, violations);
    violations.sort(Comparator.comparing(violation -> !violation.isMissing()));
    return violations;
  }

  private void checkSchema(
      String schema, JsonNode shape, JsonNode body, List<Violation> violations) {
    boolean nothingOfChoice = false;
    for (Error error : spec.check(schema, body)) {
      if (Violation.isOfChoice(error)) {
        nothingOfChoice = true;
        continue;
      }
      Violation violation = Violation.of(error);
      if (mode != Mode.LENIENT || !violation.isUnlistedValue()) {
        violations.add(violation);
      }
    }
    if (nothingOfChoice) {
      violations.add(Violation.ofMissing(shape.path("anyOf")));
    }
  }

  /** The code that the page of the model documents for this, if it has codes of its own. */
  private static Optional<String> code(JsonNode shape, Violation violation) {
    JsonNode codes = shape.path("x-codes");
    return Stream.of(violation.param() + " " + violation.rule(), violation.rule(), "any")
        .map(key -> Json.text(codes, key, ""))
        .filter(code -> !code.isEmpty())
        .findFirst();
  }

  private void checkBlank(JsonNode shape, JsonNode body, List<Violation> violations) {
    for (JsonNode name : shape.path("required")) {
      JsonNode value = body.path(name.stringValue());
      if (value.isString() && value.stringValue().isBlank()) {
        String param = name.stringValue();
        violations.add(new Violation(param, "blank", param + " must not be blank"));
      }
    }
  }

  private void checkCallback(JsonNode body, List<Violation> violations) {
    JsonNode callback = body.path("callback_url");
    if (callback.isString()) {
      callbackRule
          .violation(callback.stringValue())
          .ifPresent(
              complaint ->
                  violations.add(
                      new Violation("callback_url", "callback", "callback_url " + complaint)));
    }
  }

  /** The first complaint about each field, and no more than a reader takes in. */
  private static String summary(List<Violation> violations) {
    Map<String, String> first = new LinkedHashMap<>();
    violations.forEach(violation -> first.putIfAbsent(violation.param(), violation.message()));
    return some(List.copyOf(first.values()), "; ");
  }

  private static String some(List<String> texts, String separator) {
    String shown = String.join(separator, texts.subList(0, Math.min(NAMED, texts.size())));
    int hidden = texts.size() - NAMED;
    return hidden > 0 ? shown + separator + "and " + hidden + " more" : shown;
  }
}
