package ai.evolink.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong: what, where, how often. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * emulator.inject(
 *     Fault.status(503).retryAfter(Duration.ofSeconds(2)).on(ApiOperation.SUBMIT_IMAGE).times(2));
 * }</pre>
 *
 * <p>Without {@link #on} a fault strikes wherever its kind can; without {@link #times} always;
 * without {@link #probability} surely. A request meets at most one fault: the first of those
 * injected that fits it, has turns left and whose dice fall. Faults of one turn each are therefore
 * a script, in which {@link #none()} stands for a request that goes well.
 *
 * @see EvolinkEmulator#inject(Fault...)
 */
public final class Fault {

  private static final Duration MOST = Duration.ofDays(1);

  private final FaultDraft draft;

  private Fault(FaultDraft draft) {
    this.draft = draft;
  }

  /** A request that goes well, for the places of a script at which nothing goes wrong. */
  public static Fault none() {
    return new Fault(new FaultDraft(FaultKind.NONE));
  }

  /**
   * An answer with this status. Its body is the error that the operation documents for it, or one
   * of the same family, unless {@link #body} or {@link #withoutBody} says otherwise; below 400
   * there is none. Nothing comes of the request, unless it is {@link #afterProcessing()}.
   *
   * @throws IllegalArgumentException if the status is not between 200 and 599
   */
  public static Fault status(int status) {
    check(status >= 200 && status <= 599, "status must be between 200 and 599, but was " + status);
    FaultDraft draft = new FaultDraft(FaultKind.STATUS);
    draft.status = status;
    return new Fault(draft);
  }

  /** A connection that is reset at this moment. */
  public static Fault cut(Cut when) {
    FaultDraft draft = new FaultDraft(FaultKind.CUT);
    draft.cut = Objects.requireNonNull(when, "when");
    draft.afterProcessing = when.needsAnAnswer();
    return new Fault(draft);
  }

  /**
   * A request that is read and never answered. Nothing comes of it, unless it is {@link
   * #afterProcessing()}. The connection is reset after ten minutes.
   */
  public static Fault noAnswer() {
    return new Fault(new FaultDraft(FaultKind.NO_ANSWER));
  }

  /** A right answer that starts late by {@code delay} of real time, whatever the clock. */
  public static Fault delay(Duration delay) {
    FaultDraft draft = new FaultDraft(FaultKind.DELAY);
    draft.delay = checkTime("delay", delay);
    draft.afterProcessing = true;
    return new Fault(draft);
  }

  /** A right answer whose body comes in small pieces over {@code total} of real time. */
  public static Fault trickle(Duration total) {
    FaultDraft draft = new FaultDraft(FaultKind.TRICKLE);
    draft.lasting = checkTime("total", total);
    draft.afterProcessing = true;
    return new Fault(draft);
  }

  /**
   * An answer whose connection ends in good order after half of the body that {@code
   * Content-Length} announced.
   */
  public static Fault truncatedBody() {
    return processed(FaultKind.TRUNCATED_BODY);
  }

  /** An answer whose body is half of the right JSON, with a length that fits. */
  public static Fault malformedJson() {
    return processed(FaultKind.MALFORMED_JSON);
  }

  /** An answer with fields that no documentation knows, on every level of its JSON. */
  public static Fault unknownFields() {
    return processed(FaultKind.UNKNOWN_FIELDS);
  }

  /**
   * An answer in which every value of a documented set, such as {@code status}, is one outside of
   * it. A task that is asked for in this way never ends for the caller.
   */
  public static Fault unknownValues() {
    return processed(FaultKind.UNKNOWN_VALUES);
  }

  /** A download that is refused as if the life of the link were over. */
  public static Fault expiredLink() {
    return new Fault(new FaultDraft(FaultKind.EXPIRED_LINK));
  }

  /** A callback that comes twice, although the first one was taken. */
  public static Fault duplicateCallback() {
    return new Fault(new FaultDraft(FaultKind.DUPLICATE_CALLBACK));
  }

  /** A callback that comes this much later than the end of its task, by the emulator's clock. */
  public static Fault lateCallback(Duration delay) {
    FaultDraft draft = new FaultDraft(FaultKind.LATE_CALLBACK);
    draft.lasting = checkTime("delay", delay);
    return new Fault(draft);
  }

  /**
   * A callback that nobody should believe, as soon as the task is accepted: it says that the task
   * is completed, and links elsewhere. The true one follows at the end.
   */
  public static Fault forgedCallback() {
    return new Fault(new FaultDraft(FaultKind.FORGED_CALLBACK));
  }

  /** A callback that never comes. */
  public static Fault lostCallback() {
    return new Fault(new FaultDraft(FaultKind.LOST_CALLBACK));
  }

  private static Fault processed(FaultKind kind) {
    FaultDraft draft = new FaultDraft(kind);
    draft.afterProcessing = true;
    return new Fault(draft);
  }

  /** With a {@code Retry-After} header in seconds, rounded up. */
  public Fault retryAfter(Duration wait) {
    return retryAfter(wait, false);
  }

  /**
   * With a {@code Retry-After} header that is the date so long from now, by the emulator's clock.
   */
  public Fault retryAfterDate(Duration wait) {
    return retryAfter(wait, true);
  }

  private Fault retryAfter(Duration wait, boolean asDate) {
    only(FaultKind.STATUS, "Retry-After");
    FaultDraft next = draft.clone();
    next.retryAfter = checkTime("retryAfter", wait);
    next.retryAfterAsDate = asDate;
    return new Fault(next);
  }

  /** With this body in place of the documented one, such as the HTML page of a proxy. */
  public Fault body(String contentType, String body) {
    only(FaultKind.STATUS, "a body");
    FaultDraft next = draft.clone();
    next.contentType = Objects.requireNonNull(contentType, "contentType");
    next.body = Objects.requireNonNull(body, "body");
    return new Fault(next);
  }

  /** With an empty body in place of the documented one. */
  public Fault withoutBody() {
    return body("", "");
  }

  /**
   * Strikes when the work is done: a submit has made its task and is charged, and the caller is not
   * told. For statuses, {@link #noAnswer()} and {@link Cut#AFTER_REQUEST}, which otherwise strike
   * before it.
   *
   * @throws IllegalArgumentException if the fault strikes before the whole request is there
   */
  public Fault afterProcessing() {
    boolean able =
        draft.kind == FaultKind.STATUS
            || draft.kind == FaultKind.NO_ANSWER
            || draft.afterProcessing
            || draft.cut == Cut.AFTER_REQUEST;
    check(able, "afterProcessing does not go with " + this + ": the request is not processed");
    FaultDraft next = draft.clone();
    next.afterProcessing = true;
    return new Fault(next);
  }

  /**
   * Strikes this much later, in real time; of no use for callbacks, which can be late themselves.
   */
  public Fault delayedBy(Duration delay) {
    check(
        draft.kind.appliesTo(ApiOperation.GET_TASK) || draft.kind == FaultKind.EXPIRED_LINK,
        "delayedBy does not go with " + this);
    check(
        draft.cut == null || !draft.cut.comesBeforeTheWholeRequest(),
        "delayedBy does not go with " + this + ": it strikes before the request is there");
    FaultDraft next = draft.clone();
    next.delay = checkTime("delay", delay);
    return new Fault(next);
  }

  /**
   * Only on these operations.
   *
   * @throws IllegalArgumentException if this kind of fault cannot happen to one of them
   */
  public Fault on(ApiOperation first, ApiOperation... more) {
    Set<ApiOperation> all = EnumSet.of(first, more);
    return on(all);
  }

  /** Only on these operations, such as {@link ApiOperation#SUBMITS}. */
  public Fault on(Collection<ApiOperation> operations) {
    check(!operations.isEmpty(), "on needs at least one operation");
    check(
        draft.cut != Cut.ON_CONNECT,
        "A cut on_connect comes before the operation is known, so it takes no operations");
    for (ApiOperation operation : operations) {
      check(
          draft.kind.appliesTo(operation),
          draft.kind.word() + " cannot happen to " + operation.word());
    }
    FaultDraft next = draft.clone();
    next.operations = EnumSet.copyOf(operations);
    return new Fault(next);
  }

  /** Only on calls with this API key, and on callbacks of its tasks; downloads have no key. */
  public Fault forKey(String key) {
    check(
        draft.cut != Cut.ON_CONNECT,
        "A cut on_connect comes before the key is known, so it takes no key");
    FaultDraft next = draft.clone();
    next.key = Objects.requireNonNull(key, "key");
    return new Fault(next);
  }

  /** Only so many times. */
  public Fault times(int times) {
    check(times > 0, "times must be positive, but was " + times);
    FaultDraft next = draft.clone();
    next.times = times;
    return new Fault(next);
  }

  /** {@code times(1)}. */
  public Fault once() {
    return times(1);
  }

  /**
   * Only with this probability, between 0 and 1. The dice are seeded, see {@link
   * EvolinkEmulator.Builder#faultSeed}.
   */
  public Fault probability(double probability) {
    check(
        probability >= 0 && probability <= 1,
        "probability must be between 0 and 1, but was " + probability);
    FaultDraft next = draft.clone();
    next.probability = probability;
    return new Fault(next);
  }

  FaultKind kind() {
    return draft.kind;
  }

  int status() {
    return draft.status;
  }

  @Nullable Cut cut() {
    return draft.cut;
  }

  /** How long a trickle lasts, or a callback is late. */
  Duration lasting() {
    return draft.lasting;
  }

  /** What passes before it strikes. */
  Duration delay() {
    return draft.delay;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(draft.retryAfter);
  }

  boolean isRetryAfterDate() {
    return draft.retryAfterAsDate;
  }

  Optional<String> contentType() {
    return Optional.ofNullable(draft.contentType);
  }

  Optional<byte[]> content() {
    return Optional.ofNullable(draft.body).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  boolean isAfterProcessing() {
    return draft.afterProcessing;
  }

  Set<ApiOperation> operations() {
    return Collections.unmodifiableSet(draft.operations);
  }

  Optional<String> key() {
    return Optional.ofNullable(draft.key);
  }

  OptionalInt times() {
    return draft.times < 0 ? OptionalInt.empty() : OptionalInt.of(draft.times);
  }

  double probability() {
    return draft.probability;
  }

  boolean fits(ApiOperation operation, String caller) {
    return draft.operations.contains(operation)
        && (draft.key == null || draft.key.equals(caller))
        && draft.cut != Cut.ON_CONNECT;
  }

  /** A line for people, such as {@code status 503 on submit_image, 2 times}. */
  @Override
  public String toString() {
    return FaultText.of(this);
  }

  private void only(FaultKind kind, String what) {
    check(draft.kind == kind, what + " goes with a status, not with " + this);
  }

  private static Duration checkTime(String name, Duration time) {
    check(
        !time.isNegative() && time.compareTo(MOST) <= 0,
        name + " must be between 0 and a day, but was " + time);
    return time;
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Whether it strikes wherever its kind can. */
  boolean isEverywhere() {
    return Arrays.stream(ApiOperation.values())
        .allMatch(operation -> draft.kind.appliesTo(operation) == operations().contains(operation));
  }
}
