package ai.evolink.internal.http;

import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.time.Timers;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.jvm.JvmClassMappingKt;
import kotlin.reflect.KClass;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The state of one call over all its attempts. It is attached to its requests as a tag.
 *
 * <p>It resolves two races: between sending a call and giving it up (a call that was given up is
 * never sent), and between several parties that want to send the same attempt (only one does).
 */
public final class CallTrace {
  private enum Phase {
    /** Nothing has been sent that the service may have accepted. */
    AT_REST,
    /** The request is being sent, or was sent. */
    SENT,
    /** Given up before it was sent. */
    ABANDONED
  }

  /** Looking a tag up by {@link Class} makes one of these each time. */
  static final KClass<CallTrace> TAG = JvmClassMappingKt.getKotlinClass(CallTrace.class);

  final CallKind kind;
  final CallThreads.Lane lane;
  final AnswerForm form;
  private volatile @Nullable String idempotencyKey;
  private volatile @Nullable SubmitTerms terms;
  private final Timers timers;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.AT_REST);
  private volatile boolean unwanted;
  private volatile int attempts;
  private volatile @Nullable Instant sentAt;
  private volatile boolean bodyUnfinished;
  private volatile int status;
  private volatile @Nullable String requestId;
  private volatile boolean answerComplete;
  private volatile byte @Nullable [] answer;
  private volatile long patience;
  private volatile int sendings;
  private volatile boolean refusedByProxy;
  private volatile @Nullable FirstAnswer firstAnswer;

  CallTrace(CallKind kind, CallThreads.Lane lane, AnswerForm form, Timers timers) {
    this.kind = kind;
    this.lane = lane;
    this.form = form;
    this.timers = timers;
  }

  /** {@return the trace of the call that {@code request} belongs to; null if it has none} */
  static @Nullable CallTrace of(Request request) {
    return request.tag(TAG);
  }

  /** Whether {@code request} belongs to a call whose answer is passed on unread. */
  static boolean isStream(Request request) {
    CallTrace trace = of(request);
    return trace != null && trace.form == AnswerForm.STREAM;
  }

  static boolean isSubmit(Request request) {
    CallTrace trace = of(request);
    return trace != null && trace.kind == CallKind.SUBMIT;
  }

  /** {@return the {@code Idempotency-Key} of the request; null if it has none} */
  @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  /** The request has an {@code Idempotency-Key}. */
  void setIdempotencyKey(@Nullable String key) {
    this.idempotencyKey = key;
  }

  /** Sets what this submit has of its own, before the call begins. */
  void setTerms(SubmitTerms terms) {
    this.terms = terms;
    String key = terms.headers().get(RetryingCalls.IDEMPOTENCY_KEY);
    if (key != null) {
      this.idempotencyKey = key;
    }
  }

  /** {@return what this call has of its own; null if it is no submit of a noun} */
  @Nullable SubmitTerms terms() {
    return terms;
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

  /** {@return when the last attempt began to be sent; null if it was not} */
  @Nullable Instant sentAt() {
    return sentAt;
  }

  /** Whether any byte of the last attempt may have been sent. */
  boolean hasLeft() {
    return sentAt != null;
  }

  /**
   * Whether the body of the last attempt was begun but not finished, so that it cannot have arrived
   * completely.
   */
  boolean isBodyUnfinished() {
    return bodyUnfinished;
  }

  /** {@return the status of the last attempt's answer; 0 if there was none} */
  int status() {
    return status;
  }

  /**
   * Whether the answer to the last attempt arrived completely, so that a failure lies in its
   * content.
   */
  boolean isAnswerComplete() {
    return answerComplete;
  }

  /** {@return the request id in the answer to the last attempt; null if it had none} */
  @Nullable String requestId() {
    return requestId;
  }

  /** Begins an attempt; no other one is in flight. Only one thread at a time calls this. */
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
    answer = null;
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

  /** {@return true if the calling thread may send this attempt; false to all others} */
  boolean claim() {
    if (unwanted || !phase.compareAndSet(Phase.AT_REST, Phase.SENT)) {
      return false;
    }
    refusedByProxy = false;
    status = 0;
    sentAt = timers.instant();
    return true;
  }

  /**
   * The body is being read, possibly by an interceptor that sends the request in some other way.
   */
  void bodyRead() {
    bodyUnfinished = true;
    if (sentAt == null) {
      sentAt = timers.instant();
    }
  }

  /** The body was read completely. */
  void bodyComplete() {
    bodyUnfinished = false;
  }

  /** The status and the headers of an answer have arrived. */
  void answered(int status, @Nullable String requestId) {
    this.status = status;
    this.requestId = requestId;
  }

  /** As much of the body has come, perhaps to be followed by more. */
  void answerBody(byte[] body) {
    this.answer = body;
  }

  /** {@return the beginning of the last attempt's answer; null if none was kept} */
  byte @Nullable [] answer() {
    return answer;
  }

  /** The answer has come to its end. */
  void answerComplete() {
    answerComplete = true;
  }

  boolean isUnwanted() {
    return unwanted;
  }

  /**
   * The result of this call is no longer wanted. An attempt in flight is the last one: retrying
   * after a refusal would buy something that nobody waits for.
   *
   * @return true if the call had not been sent; it never will be then
   */
  boolean abandon() {
    unwanted = true;
    return sentAt == null && phase.compareAndSet(Phase.AT_REST, Phase.ABANDONED);
  }
}
