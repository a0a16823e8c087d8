package ai.evolink.internal.submit;

import ai.evolink.Kind;
import ai.evolink.SpendLimitException;
import ai.evolink.TaskHandle;
import ai.evolink.WaitClock;
import ai.evolink.internal.Access;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.ResumeLine;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import ai.evolink.model.TaskInfo;
import ai.evolink.model.TaskSubmission;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** Processes every paid request, whatever it generates: check, upload, submit once, report. */
public final class Submissions {
  /**
   * Shared by all submits without uploads. It is never cancelled: a {@link Submission} cancels its
   * preparation only while that is in progress.
   */
  private static final CompletableFuture<IdentityHashMap<MediaSource, MediaSource>> NO_UPLOADS =
      CompletableFuture.completedFuture(new IdentityHashMap<>(0));

  private final Transport transport;
  private final Continuations continuations;
  private final Uploads uploads;
  private final Settings settings;
  private final InFlight inFlight = new InFlight();

  /**
   * The settings of the client's builder that concern submits.
   *
   * @param hub makes callback addresses for requests; null if there is no hub
   */
  public record Settings(
      boolean localCallbacks,
      @Nullable Consumer<TaskHandle> onSubmitted,
      @Nullable CallbackAddresses hub) {}

  /** A submit as it would be sent. */
  public record Preview(URI url, String body) {}

  /**
   * The differences between images, videos and audio.
   *
   * @param open makes a request for the same model from a map of JSON properties
   */
  public record Medium<R extends GenerationRequest>(
      Kind kind,
      String path,
      Class<R> requestType,
      Function<R, Call<TaskSubmission>> post,
      BiFunction<R, MediaMapper, R> mapMedia,
      BiFunction<R, Map<String, Object>, R> open) {}

  public Submissions(
      Transport transport, Continuations continuations, Uploads uploads, Settings settings) {
    this.transport = transport;
    this.continuations = continuations;
    this.uploads = uploads;
    this.settings = settings;
  }

  /** Runs {@code action} once no submit is in flight, on the thread that ended the last one. */
  public void whenIdle(Runnable action) {
    inFlight.whenIdle(action);
  }

  /**
   * Checks {@code request} and begins its submit.
   *
   * @throws IllegalArgumentException if the request is invalid; nothing has been sent then
   */
  public <R extends GenerationRequest> Submission start(Medium<R> medium, R request) {
    Objects.requireNonNull(request, "request");
    URI callback = request.callbackUrl();
    if (callback != null && !settings.localCallbacks()) {
      CallbackUrls.requirePublic(callback);
    }
    IdentityHashMap<MediaSource, RequestProperty> local = localMedia(medium, request);
    CallbackAddresses hub = callback == null && takesCallback(request) ? settings.hub() : null;
    Submission submission = new Submission(hub != null);
    if (transport.isClosed()) {
      submission.completeExceptionally(Access.get().closed());
      return submission;
    }
    try {
      transport.meter().admit(); // the transport checks again, but uploads come before that
    } catch (SpendLimitException e) {
      submission.completeExceptionally(e);
      return submission;
    }
    inFlight.begin();
    submission.start(
        local == null ? NO_UPLOADS : uploadAll(local),
        new Run<>(medium, request, hub),
        continuations);
    return submission;
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

  /** One request in progress. */
  private final class Run<R extends GenerationRequest>
      implements Submission.Steps<IdentityHashMap<MediaSource, MediaSource>> {
    private final Medium<R> medium;
    private final R request;
    private final @Nullable CallbackAddresses hub;
    private final @Nullable String token;

    Run(Medium<R> medium, R request, @Nullable CallbackAddresses hub) {
      this.medium = medium;
      this.request = request;
      this.hub = hub;
      this.token = hub == null ? null : hub.mint();
    }

    @Override
    public CompletableFuture<TaskSubmission> post(IdentityHashMap<MediaSource, MediaSource> links) {
      R resolved = request;
      if (!links.isEmpty()) {
        resolved =
            medium
                .mapMedia()
                .apply(request, (property, source) -> links.getOrDefault(source, source));
      }
      if (hub != null && token != null) {
        resolved = medium.open().apply(resolved, withCallback(resolved, hub.address(token)));
      }
      return transport.send(medium.post().apply(resolved), this::named);
    }

    /** {@return {@code answer} with the id that it gives the task, by whatever name} */
    private TaskSubmission named(TaskSubmission answer) {
      String id = AcceptedId.of(answer);
      if (id != null) {
        return id.equals(answer.id()) ? answer : answer.toBuilder().id(id).buildUnchecked();
      }
      if (transport.isRefusal(answer)) {
        throw transport.refusedInside200(
            "POST " + transport.resolve(medium.path()).encodedPath(), answer);
      }
      throw new IllegalStateException("it names no task id");
    }

    /**
     * Sets the callback address in the JSON of the request, because generated requests have no
     * setter by property name.
     */
    private Map<String, Object> withCallback(R resolved, URI address) {
      Object tree = transport.json(medium.requestType()).toJsonValue(resolved);
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
      TaskHandle task =
          Access.get()
              .accepted(
                  Objects.requireNonNull(answer.id()),
                  medium.kind(),
                  now(),
                  answer.model() != null ? answer.model() : request.model().value(),
                  seconds == null ? null : Duration.ofSeconds(seconds),
                  answer.status());
      tell(task);
      return task;
    }

    /** The clock may be the caller's, and what was paid for must not be lost with it. */
    private Instant now() {
      try {
        return continuations.timers().instant();
      } catch (Throwable e) {
        return WaitClock.system().instant();
      }
    }

    /** Returns whatever the hook and the log throw: Kotlin's functions throw checked exceptions. */
    private void tell(TaskHandle task) {
      try {
        Consumer<TaskHandle> hook = settings.onSubmitted();
        if (hook != null) {
          hook.accept(task);
        }
      } catch (Throwable e) {
        log(Level.ERROR, "onSubmitted threw for " + task, e);
      }
      log(Level.DEBUG, "Submitted " + task, null);
    }

    private void log(Level level, String message, @Nullable Throwable thrown) {
      try {
        Log.LOGGER.log(level, message, thrown);
      } catch (Throwable e) {
        // A handler of the caller's; there is nowhere left to tell it.
      }
    }

    @Override
    public boolean runsForeignCode() {
      return settings.onSubmitted() != null;
    }

    @Override
    public void waiting(TaskHandle task) {
      if (hub != null && token != null) {
        hub.bind(token, task.id());
      }
    }

    @Override
    public void unclaimed(TaskHandle task) {
      if (settings.onSubmitted() == null) {
        log(
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
      inFlight.end();
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
    private @Nullable Runnable onIdle;

    synchronized void begin() {
      count++;
    }

    void end() {
      Runnable action = null;
      synchronized (this) {
        if (--count == 0) {
          action = onIdle;
          onIdle = null;
        }
      }
      if (action != null) {
        action.run();
      }
    }

    void whenIdle(Runnable action) {
      synchronized (this) {
        if (count > 0) {
          onIdle = action;
          return;
        }
      }
      action.run();
    }
  }
}
