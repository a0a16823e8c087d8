package ai.evolink.internal.submit;

import ai.evolink.JournalEntry;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.internal.Access;
import ai.evolink.internal.http.SpendMeter;
import ai.evolink.internal.http.SubmitTerms;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.text.OneLine;
import ai.evolink.internal.text.ResumeLine;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.MediaSource;
import ai.evolink.model.SubmissionUsage;
import ai.evolink.model.TaskInfo;
import ai.evolink.model.TaskSubmission;
import com.squareup.moshi.JsonAdapter;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request in progress, from its uploaded media to the handle of its task. */
final class SubmitRun<R extends GenerationRequest>
    implements Submission.Steps<IdentityHashMap<MediaSource, MediaSource>>, Attempt.Source {
  private final SubmitParts parts;
  private final Submissions.Medium<R> medium;
  private final R request;
  private final SubmitOrder order;
  private final @Nullable String fingerprint;
  private final JournalEntry.@Nullable Key replaced;
  private final @Nullable CallbackAddresses hub;
  private final @Nullable String token;
  private final Admission admission;
  private final Runnable whenOver;
  private volatile @Nullable Attempt attempt;

  /** The request with links in place of local media, as it was sent. */
  private volatile R sent;

  /**
   * @param fingerprint of the request; null if it has no order id, or cannot be told
   * @param replaced the attempt that this one takes the place of; null for a first one
   * @param admission holds what it may cost
   * @param whenOver called once when the submit is over
   */
  SubmitRun(
      SubmitParts parts,
      Submissions.Medium<R> medium,
      R request,
      SubmitOrder order,
      @Nullable String fingerprint,
      JournalEntry.@Nullable Key replaced,
      @Nullable CallbackAddresses hub,
      Admission admission,
      Runnable whenOver) {
    this.parts = parts;
    this.medium = medium;
    this.request = request;
    this.order = order;
    this.fingerprint = fingerprint;
    this.replaced = replaced;
    this.hub = hub;
    this.token = hub == null ? null : hub.mint();
    this.admission = admission;
    this.whenOver = whenOver;
    this.sent = request;
  }

  @Override
  public CompletableFuture<TaskSubmission> post(IdentityHashMap<MediaSource, MediaSource> links) {
    R resolved = resolved(links);
    this.sent = resolved;
    Attempt made = new Attempt(journal(), parts.drain(), this, order.observer());
    this.attempt = made;
    return parts
        .transport()
        .submit(
            medium.path(),
            medium.requestType(),
            resolved,
            new SubmitTerms(resolved, order.headers(), order.limit(), made),
            this::named);
  }

  /**
   * {@return who is told of this attempt: what it replaces is known there, even without a journal}
   */
  private @Nullable TaskJournal journal() {
    Settlement settlement = parts.settlement();
    return replaced != null && settlement != null ? settlement.journal() : parts.journal();
  }

  private R resolved(IdentityHashMap<MediaSource, MediaSource> links) {
    R resolved = request;
    if (!links.isEmpty()) {
      resolved =
          medium
              .mapMedia()
              .apply(request, (property, source) -> links.getOrDefault(source, source));
    }
    if (hub != null && token != null) {
      resolved = medium.open().apply(withCallback(resolved, hub.address(token)));
    }
    return resolved;
  }

  @Override
  public JournalEntry.Key key() {
    if (replaced != null) {
      return replaced.next();
    }
    String id = order.orderId();
    return new JournalEntry.Key(id != null ? id : parts.random().uuid().toString(), 1);
  }

  @Override
  public JournalEntry.@Nullable Key replaced() {
    return replaced;
  }

  @Override
  public JournalEntry.Builder draft(JournalEntry.Key key) {
    return JournalEntry.builder(key)
        .ordered(order.orderId() != null)
        .intendedAt(now())
        .kind(medium.kind())
        .path(medium.path())
        .model(request.model().value())
        .fingerprint(fingerprint == null ? "" : fingerprint)
        .body(json().toJson(sent))
        .creditsMost(admission.most())
        .ledger(parts.ledger())
        .callbackToken(token);
  }

  private JsonAdapter<R> json() {
    return parts.transport().json(medium.requestType());
  }

  /** {@return {@code answer} with the id that it gives the task, by whatever name} */
  private TaskSubmission named(TaskSubmission answer) {
    String id = AcceptedId.of(answer);
    if (id != null && !AcceptedId.isUsable(id)) {
      throw new IllegalStateException(
          "what it names as the task id is none: \"" + OneLine.of(id, 60) + "\"");
    }
    if (id != null) {
      return id.equals(answer.id()) ? answer : answer.toBuilder().id(id).buildUnchecked();
    }
    Transport transport = parts.transport();
    if (transport.isRefusal(answer)) {
      throw transport.refusedInside200(
          "POST " + transport.resolve(medium.path()).encodedPath(), answer);
    }
    throw new IllegalStateException("it names no task id");
  }

  /**
   * Sets the callback address in the JSON of the request, because generated requests have no setter
   * by property name.
   */
  private Map<String, Object> withCallback(R resolved, URI address) {
    Object tree = json().toJsonValue(resolved);
    Map<String, Object> properties = new LinkedHashMap<>();
    if (EvolinkJson.copyOf(tree) instanceof Map<?, ?> members) {
      members.forEach((name, value) -> properties.put((String) name, value));
    }
    properties.put(CallbackUrls.PROPERTY, address.toString());
    return properties;
  }

  @Override
  public TaskHandle report(TaskSubmission answer) {
    TaskInfo info = answer.taskInfo();
    Integer seconds = info == null ? null : info.estimatedTime();
    SubmissionUsage usage = answer.usage();
    BigDecimal told = usage == null ? null : usage.creditsReserved();
    SpendMeter.Hold held = admission.hold();
    BigDecimal reserved = held == null || told == null ? told : held.shared(told);
    TaskHandle accepted =
        Access.get()
            .accepted(
                Objects.requireNonNull(answer.id()),
                medium.kind(),
                now(),
                answer.model() != null ? answer.model() : request.model().value(),
                seconds == null ? null : Duration.ofSeconds(seconds),
                answer.status());
    TaskHandle task = Access.get().ordered(accepted, order.orderId(), false, reserved);
    Attempt made = attempt;
    if (made != null) {
      made.accepted(task, reserved);
    }
    if (held != null) {
      held.accepted(task.id(), reserved);
    }
    parts.accepted().tell(task);
    return task;
  }

  private Instant now() {
    return parts.continuations().timers().instant();
  }

  @Override
  public void failed(Throwable failure, Submission submission) {
    Attempt made = attempt;
    JournalEntry first = made == null ? null : made.foundInstead();
    if (first != null) {
      admission.end();
      Orders.overtaken(submission, first, fingerprint);
      return;
    }
    if (made != null) {
      boolean uncertain = made.failed(failure);
      SpendMeter.Hold held = admission.hold();
      if (uncertain && held != null) {
        held.uncertain(made.key());
      }
      Settlement settlement = parts.settlement();
      if (uncertain && settlement != null) {
        settlement.answerLost(made, failure, hub == null || token == null ? null : hub.told(token));
      }
    }
    admission.end(); // before anybody hears of it, and submits again
    submission.fail(failure);
  }

  /** Whether the journal writes to a disk, or the hook is foreign: neither on an I/O thread. */
  @Override
  public boolean runsForeignCode() {
    return parts.accepted().hasHook() || parts.journal() != null;
  }

  @Override
  public void waiting(TaskHandle task) {
    if (hub != null && token != null) {
      hub.bind(token, task.id());
    }
  }

  @Override
  public void unclaimed(TaskHandle task) {
    if (!parts.accepted().hasHook()) {
      AcceptedTasks.log(
          Level.WARNING,
          "A submit was given up after it had left, and has bought "
              + task
              + ". No onSubmitted hook is set that would have been told. "
              + ResumeLine.nextStep(task.toToken()),
          null);
    }
  }

  @Override
  public void ended() {
    Attempt made = attempt;
    if (made != null) {
      made.ended();
    }
    admission.end();
    whenOver.run();
  }
}
