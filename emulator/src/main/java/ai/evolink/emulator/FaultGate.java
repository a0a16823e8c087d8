package ai.evolink.emulator;

import org.jspecify.annotations.Nullable;

/** Stands before every operation: lets a request in, or lets it meet its fault. */
final class FaultGate {

  private static final int MAX_BODY = 20 << 20;

  private final Spec spec;
  private final Faults faults;
  private final EmulatorClock clock;
  private final SubmissionRecorder recorder;

  FaultGate(Spec spec, Faults faults, EmulatorClock clock, SubmissionRecorder recorder) {
    this.spec = spec;
    this.faults = faults;
    this.clock = clock;
    this.recorder = recorder;
  }

  void enter(ApiOperation operation, Exchange exchange, Runnable endpoint) {
    Fault fault = faults.any() ? faults.draw(operation, exchange.key()) : null;
    if (fault == null) {
      endpoint.run();
      return;
    }
    FaultyAnswer answer = exchange.suffer(fault);
    @Nullable Cut cut = fault.cut();
    if (cut != null && cut.comesBeforeTheWholeRequest()) {
      cutEarly(exchange, cut, answer);
    } else if (fault.kind() == FaultKind.NONE) {
      endpoint.run();
    } else if (fault.isAfterProcessing()) {
      if (fault.kind() == FaultKind.STATUS) {
        exchange.replaceAnswer(() -> refusal(operation, exchange, fault));
      }
      endpoint.run();
    } else {
      exchange.bodyOrNothing(MAX_BODY, body -> strike(operation, exchange, fault, body));
    }
  }

  private void cutEarly(Exchange exchange, Cut cut, FaultyAnswer answer) {
    long length = exchange.length();
    if (cut == Cut.BEFORE_BODY || length == 0) {
      answer.reset();
    } else {
      exchange.bodyUpTo(Math.max(1, length / 2), answer::reset);
    }
  }

  /** Nothing comes of the request; that a submit was here is remembered all the same. */
  private void strike(ApiOperation operation, Exchange exchange, Fault fault, byte[] body) {
    boolean answered = fault.kind() == FaultKind.STATUS || fault.kind() == FaultKind.EXPIRED_LINK;
    Exchange.Answer answer = answered ? refusal(operation, exchange, fault) : Exchange.Answer.EMPTY;
    if (operation.isSubmit()) {
      recorder.record(exchange, body, answered ? answer.status() : 0, "");
    }
    exchange.send(answer);
  }

  private Exchange.Answer refusal(ApiOperation operation, Exchange exchange, Fault fault) {
    if (fault.kind() == FaultKind.EXPIRED_LINK) {
      Refusal expired =
          Refusal.at(exchange.path(), 404).message("The file does not exist, or has expired");
      return Exchange.Answer.of(expired);
    }
    fault
        .retryAfter()
        .ifPresent(wait -> exchange.header("Retry-After", RetryAfter.of(fault, wait, clock)));
    if (fault.content().isPresent() || fault.status() < 400) {
      return new Exchange.Answer(
          fault.status(), fault.contentType().orElse(""), fault.content().orElse(new byte[0]));
    }
    Refusal refusal =
        operation.specId().isEmpty()
            ? Refusal.at(exchange.path(), fault.status())
            : Refusal.of(spec.operation(operation.specId()), fault.status());
    return Exchange.Answer.of(refusal);
  }
}
