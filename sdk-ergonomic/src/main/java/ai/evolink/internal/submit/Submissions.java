package ai.evolink.internal.submit;

import ai.evolink.EvolinkException;
import ai.evolink.JournalEntry;
import ai.evolink.Kind;
import ai.evolink.TaskJournal;
import ai.evolink.internal.Access;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.quote.Budget;
import ai.evolink.internal.thread.ObserverRelay;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Processes every paid request, whatever it generates: check, upload, submit once, report. */
public final class Submissions {
  /**
   * Shared by all submits without uploads. It is never cancelled: a {@link Submission} cancels its
   * preparation only while that is in progress.
   */
  private static final CompletableFuture<IdentityHashMap<MediaSource, MediaSource>> NO_UPLOADS =
      CompletableFuture.completedFuture(new IdentityHashMap<>(0));

  /**
   * Documented defaults of fields, by model, where the price list takes another one: the service
   * lets the model choose how long its edit of a video is.
   */
  private static final Map<String, Map<String, Object>> DOCUMENTED =
      Map.of("seedance-2.5-video-edit", Map.of("duration", -1L));

  private final SubmitParts parts;
  private final Transport transport;
  private final Uploads uploads;
  private final Settings settings;

  /** Null if there is no journal. */
  private final @Nullable Orders orders;

  private volatile boolean refusing;
  private final InFlight inFlight = new InFlight();
  private final ModelHints hints = new ModelHints();

  /**
   * The settings of the client's builder that concern submits.
   *
   * @param hub makes callback addresses for requests; null if there is no hub
   * @param listedId gives the id that the price list has a model by
   */
  public record Settings(
      boolean localCallbacks, @Nullable CallbackAddresses hub, UnaryOperator<String> listedId) {}

  /** A submit as it would be sent. */
  public record Preview(URI url, String body) {}

  /**
   * The differences between images, videos and audio.
   *
   * @param open makes a request from a map of JSON properties, the model among them
   */
  public record Medium<R extends GenerationRequest>(
      Kind kind,
      String path,
      Class<R> requestType,
      BiFunction<R, MediaMapper, R> mapMedia,
      Function<Map<String, Object>, R> open) {}

  public Submissions(SubmitParts parts, Uploads uploads, Settings settings) {
    this.parts = parts;
    this.transport = parts.transport();
    this.uploads = uploads;
    this.settings = settings;
    TaskJournal journal = parts.journal();
    this.orders = journal == null ? null : new Orders(journal);
  }

  /** Runs {@code action} once no submit is in flight, on the thread that ended the last one. */
  public void whenIdle(Runnable action) {
    inFlight.whenIdle(action);
  }

  /**
   * Counts a future of a submit as one in flight: it completes on another thread than the submit
   * does, and a client that has closed must not leave it open.
   *
   * @return to be run once the future is done
   */
  public Runnable telling() {
    inFlight.begin();
    return inFlight::end;
  }

  /** Lets no submit begin any more; those that have begun go on. */
  public void refuse() {
    refusing = true;
  }

  /**
   * Checks {@code request} and begins its submit, unless its order has been bought.
   *
   * @throws IllegalArgumentException if the request is invalid or its order id belongs to another
   *     one; nothing has been sent then
   */
  public <R extends GenerationRequest> Submission start(
      Medium<R> medium, R request, SubmitOrder order) {
    Objects.requireNonNull(request, "request");
    String id = order.orderId();
    if (id == null) {
      return begin(new Submission(isPushed(request), null), medium, request, order, null, null);
    }
    Orders known = orders;
    if (known == null) {
      throw new IllegalArgumentException(
          "An order id needs a journal: call journal(TaskJournal.file(path)) on the client's"
              + " builder");
    }
    String fingerprint = Fingerprints.of(medium, request, transport.json(medium.requestType()));
    Submission mine = new Submission(isPushed(request), id);
    Submission under = known.claim(id, fingerprint, mine);
    if (under != mine) {
      return under;
    }
    boolean begun = false;
    try {
      if (mine.isFollowing() || !known.replay(id, fingerprint, mine)) {
        begin(mine, medium, request, order, fingerprint, null);
        begun = true;
      }
      return mine;
    } finally {
      if (!begun) {
        known.release(id, mine);
      }
    }
  }

  /** Whether there is a journal, which order ids need. */
  public boolean hasJournal() {
    return orders != null;
  }

  /**
   * {@return what the journal knows of an order; empty if it can be bought}
   *
   * @throws IllegalArgumentException if the order is for another request
   */
  public <R extends GenerationRequest> Optional<JournalEntry> known(
      Medium<R> medium, R request, String orderId) {
    Optional<JournalEntry> entry = orders == null ? Optional.empty() : orders.find(orderId);
    entry.ifPresent(
        there ->
            Orders.requireSame(
                orderId,
                there.fingerprint(),
                Fingerprints.of(medium, request, transport.json(medium.requestType()))));
    return entry;
  }

  /**
   * Begins the attempt after {@code entry}, with the same request.
   *
   * @throws IllegalStateException if the journal does not have the request any more
   */
  public <R extends GenerationRequest> Submission retry(
      Medium<R> medium, JournalEntry entry, @Nullable ObserverRelay observer) {
    Map<String, Object> properties = bodyOf(entry);
    if (entry.callbackToken().isPresent()) {
      properties.remove(CallbackUrls.PROPERTY); // the attempt gets an address of its own
    }
    R request = medium.open().apply(properties);
    SubmitOrder order =
        new SubmitOrder(entry.orderId().orElse(null), Map.of(), null, Budget.Terms.NONE, observer);
    String id = order.orderId();
    Submission mine = new Submission(isPushed(request), id);
    Submission under =
        id == null || orders == null ? mine : orders.claim(id, entry.fingerprint(), mine);
    if (under != mine) {
      return under;
    }
    try {
      return begin(mine, medium, request, order, entry.fingerprint(), entry.key());
    } catch (RuntimeException e) {
      release(order, mine);
      throw e;
    }
  }

  private static Map<String, Object> bodyOf(JournalEntry entry) {
    String body =
        entry
            .body()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The journal does not have the request of " + entry.key() + " any more"));
    Map<String, Object> properties = new LinkedHashMap<>();
    try {
      if (EvolinkJson.moshi().adapter(Object.class).fromJson(body) instanceof Map<?, ?> members) {
        members.forEach((name, value) -> properties.put((String) name, value));
      }
    } catch (IOException e) {
      throw new IllegalStateException("The request of " + entry.key() + " is no JSON", e);
    }
    return properties;
  }

  private <R extends GenerationRequest> Submission begin(
      Submission submission,
      Medium<R> medium,
      R request,
      SubmitOrder order,
      @Nullable String fingerprint,
      JournalEntry.@Nullable Key replaced) {
    URI callback = request.callbackUrl();
    if (callback != null && !settings.localCallbacks()) {
      CallbackUrls.requirePublic(callback);
    }
    IdentityHashMap<MediaSource, RequestProperty> local = localMedia(medium, request);
    Admission admission;
    try {
      if (refusing || transport.isClosed()) {
        throw Access.get().closed();
      }
      admission = Admission.of(parts.budget(), wish(medium, request), order.terms());
    } catch (EvolinkException refusal) {
      submission.fail(refusal);
      release(order, submission);
      return submission;
    }
    hints.look(request.model().value());
    inFlight.begin();
    submission.start(
        admission.with(local == null ? NO_UPLOADS : uploadAll(local)),
        new SubmitRun<>(
            parts,
            medium,
            request,
            order,
            fingerprint,
            replaced,
            submission.isPushed() ? settings.hub() : null,
            admission,
            () -> {
              release(order, submission);
              inFlight.end();
            }),
        parts.continuations());
    return submission;
  }

  /** {@return what a submit of {@code request} would buy} */
  public <R extends GenerationRequest> Budget.Wish wish(Medium<R> medium, R request) {
    String model = request.model().value();
    String listed = settings.listedId().apply(model).toLowerCase(Locale.ROOT);
    String modality = medium.kind().name().toLowerCase(Locale.ROOT);
    return new Budget.Wish(listed, modality, () -> fields(medium, request));
  }

  private <R extends GenerationRequest> Map<String, Object> fields(Medium<R> medium, R request) {
    R shown =
        medium
            .mapMedia()
            .apply(request, (property, source) -> source.isUrl() ? source : placeholder(source));
    Map<String, Object> fields =
        new LinkedHashMap<>(DOCUMENTED.getOrDefault(request.model().value(), Map.of()));
    if (EvolinkJson.copyOf(transport.json(medium.requestType()).toJsonValue(shown))
        instanceof Map<?, ?> members) {
      members.forEach((name, value) -> fields.put((String) name, value));
    }
    return fields;
  }

  private void release(SubmitOrder order, Submission submission) {
    String id = order.orderId();
    if (id != null && orders != null) {
      orders.release(id, submission);
    }
  }

  /** Whether the hub is to announce the end of the task. */
  private boolean isPushed(GenerationRequest request) {
    return settings.hub() != null && request.callbackUrl() == null && takesCallback(request);
  }

  private CompletableFuture<IdentityHashMap<MediaSource, MediaSource>> uploadAll(
      IdentityHashMap<MediaSource, RequestProperty> local) {
    try {
      return uploads.uploadAll(local);
    } catch (Throwable e) { // a media source may throw anything
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean takesCallback(GenerationRequest request) {
    RequestType type = request.requestType();
    return type == null || type.property(CallbackUrls.PROPERTY).isPresent();
  }

  public <R extends GenerationRequest> Preview preview(Medium<R> medium, R request) {
    R shown =
        medium
            .mapMedia()
            .apply(
                Objects.requireNonNull(request, "request"),
                (property, source) -> {
                  MediaCheck.check(property, source);
                  return source.isUrl() ? source : placeholder(source);
                });
    String body = transport.json(medium.requestType()).indent("  ").toJson(shown);
    return new Preview(transport.resolve(medium.path()).uri(), body);
  }

  /** {@return the media that must be uploaded, with their properties; null if there are none} */
  private static <R extends GenerationRequest>
      @Nullable IdentityHashMap<MediaSource, RequestProperty> localMedia(
          Medium<R> medium, R request) {
    LocalMedia local = new LocalMedia();
    Objects.requireNonNull(medium.mapMedia().apply(request, local), "mapMedia");
    return local.found;
  }

  /** Checks all media of a request and collects those that must be uploaded. */
  private static final class LocalMedia implements MediaMapper {
    @Nullable IdentityHashMap<MediaSource, RequestProperty> found;

    @Override
    public MediaSource map(RequestProperty property, MediaSource source) {
      MediaCheck.check(property, source);
      if (!source.isUrl()) {
        if (found == null) {
          found = new IdentityHashMap<>();
        }
        found.put(source, property);
      }
      return source;
    }
  }

  private static MediaSource placeholder(MediaSource source) {
    Path last = source.path().map(Path::getFileName).orElse(null);
    String name = last == null ? "content" : last.toString();
    return MediaSource.url(
        URI.create(
            "uploaded-file:"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")));
  }

  /** Counts submits in flight, so that closing can wait for their end without blocking a thread. */
  private static final class InFlight {
    private int count;
    private final List<Runnable> onIdle = new ArrayList<>();

    synchronized void begin() {
      count++;
    }

    void end() {
      List<Runnable> actions;
      synchronized (this) {
        if (--count > 0 || onIdle.isEmpty()) {
          return;
        }
        actions = List.copyOf(onIdle);
        onIdle.clear();
      }
      actions.forEach(Runnable::run);
    }

    void whenIdle(Runnable action) {
      synchronized (this) {
        if (count > 0) {
          onIdle.add(action);
          return;
        }
      }
      action.run();
    }
  }
}
