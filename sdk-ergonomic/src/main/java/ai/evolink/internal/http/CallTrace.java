package ai.evolink.internal.http;

import ai.evolink.internal.time.Timers;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call over all its attempts. Travels with its requests as a tag.
 *
 * <p>Decides two races for good: between sending and giving up (what was given up is never sent),
 * and between several who want to send the same attempt (one does).
 */
public final class CallTrace {
  private enum Phase {
    /** Nothing has left this machine that the service may have taken. */
    AT_REST,
    /** The request is on its way, or was. */
    SENT,
    /** Given up before it was sent. */
    ABANDONED
  }

  final CallKind kind;
  final @Nullable String idempotencyKey;
  private final Timers timers;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.AT_REST);
  private volatile boolean unwanted;
  private volatile int attempts;
  private volatile @Nullable Instant sentAt;
  private volatile boolean bodyUnfinished;
  private volatile int status;
  private volatile @Nullable String requestId;
  private volatile boolean answerComplete;
  private volatile long patience;
  private volatile int sendings;
  private volatile boolean refusedByProxy;
  private volatile @Nullable FirstAnswer firstAnswer;

  CallTrace(CallKind kind, @Nullable String idempotencyKey, Timers timers) {
    this.kind = kind;
    this.timers = timers;
    this.idempotencyKey = idempotencyKey;
  }

  /** {@return the trace of the call that {@code request} belongs to} */
  static @Nullable CallTrace of(Request request) {
    return request.tag(CallTrace.class);
  }

  static boolean isSubmit(Request request) {
    CallTrace trace = of(request);
    return trace != null && trace.kind == CallKind.SUBMIT;
  }

  /** Breaks attempts off after {@code nanos} without a byte; zero leaves that to the client. */
  void setPatience(long nanos) {
    patience = nanos;
  }

  long patience() {
    return patience;
  }

  /** {@return what the attempt under way has brought; null if it has not, or may be sent} */
  @Nullable FirstAnswer firstAnswer() {
    return firstAnswer;
  }

  void keep(FirstAnswer answer) {
    firstAnswer = answer;
  }

  /** {@return a number that changes whenever the body may be written anew} */
  int sendings() {
    return sendings;
  }

  /** {@return how many attempts have begun} */
  int attempts() {
    return attempts;
  }

  /** {@return when the last attempt began to leave this machine; null if it never did} */
  @Nullable Instant sentAt() {
    return sentAt;
  }

  /** Whether a byte of the last attempt may have left this machine. */
  boolean hasLeft() {
    return sentAt != null;
  }

  /** Whether the body of the last attempt was begun and not ended, so that it has not arrived. */
  boolean isBodyUnfinished() {
    return bodyUnfinished;
  }

  /** {@return the status of the last attempt's answer; 0 if there was none} */
  int status() {
    return status;
  }

  /** Whether the answer to the last attempt came to its end, so that what fails is its meaning. */
  boolean isAnswerComplete() {
    return answerComplete;
  }

  /** {@return the number that the answer to the last attempt bore} */
  @Nullable String requestId() {
    return requestId;
  }

  /** An attempt begins, and none is under way. Only one thread at a time gets here. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void begin() {
    phase.compareAndSet(Phase.SENT, Phase.AT_REST);
    attempts++;
    sendings++;
    firstAnswer = null;
    sentAt = null;
    bodyUnfinished = false;
    refusedByProxy = false;
    status = 0;
    requestId = null;
    answerComplete = false;
  }

  /** A proxy has refused to pass the attempt on: it may be sent again, as if it had not been. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time, as above
  void refusedByProxy() {
    refusedByProxy = true;
    sendings++;
    bodyUnfinished = false;
    notTaken();
  }

  boolean isRefusedByProxy() {
    return refusedByProxy;
  }

  /** The last attempt was not taken by the service: the call can still be given up at no cost. */
  void notTaken() {
    sentAt = null;
    phase.compareAndSet(Phase.SENT, Phase.AT_REST);
  }

  /** {@return true to the one who may send this attempt} */
  boolean claim() {
    if (unwanted || !phase.compareAndSet(Phase.AT_REST, Phase.SENT)) {
      return false;
    }
    refusedByProxy = false;
    status = 0;
    sentAt = timers.instant();
    return true;
  }

  /** Somebody reads the body: an interceptor that sends by ways of its own, perhaps. */
  void bodyRead() {
    bodyUnfinished = true;
    if (sentAt == null) {
      sentAt = timers.instant();
    }
  }

  /** The body was read to its end. */
  void bodyComplete() {
    bodyUnfinished = false;
  }

  /** The head of an answer has come. */
  void answered(int status, @Nullable String requestId) {
    this.status = status;
    this.requestId = requestId;
  }

  /** The answer has come to its end. */
  void answerComplete() {
    answerComplete = true;
  }

  boolean isUnwanted() {
    return unwanted;
  }

  /**
   * Nobody wants what this call brings any more: an attempt under way is the last one, for to send
   * again what was refused would buy what nobody waits for.
   *
   * @return true if the call was given up before it was sent; it never will be then
   */
  boolean abandon() {
    unwanted = true;
    return sentAt == null && phase.compareAndSet(Phase.AT_REST, Phase.ABANDONED);
  }
}
