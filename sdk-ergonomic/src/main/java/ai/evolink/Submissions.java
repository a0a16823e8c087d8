package ai.evolink;

import ai.evolink.model.GenerationRequest;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.TaskInfo;
import ai.evolink.model.TaskSubmission;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** The way of every paid request, whatever it generates: check, upload, submit once, report. */
final class Submissions {
  private static final Logger LOG = System.getLogger("ai.evolink");

  private final Transport transport;
  private final Completions completions;
  private final Uploads uploads;
  private final Settings settings;
  private final InFlight inFlight = new InFlight();

  /** What the client's builder says about submits. */
  record Settings(
      Duration submitTimeout, boolean localCallbacks, Consumer<TaskHandle> onSubmitted) {}

  /** What differs between media. */
  record Medium<R extends GenerationRequest>(
      Kind kind,
      String path,
      Class<R> requestType,
      Function<R, Call<TaskSubmission>> post,
      BiFunction<R, MediaMapper, R> mapMedia) {}

  Submissions(Transport transport, Completions completions, Uploads uploads, Settings settings) {
    this.transport = transport;
    this.completions = completions;
    this.uploads = uploads;
    this.settings = settings;
  }

  /**
   * Runs {@code action} once no submit is on its way any more, on the thread that ended the last.
   */
  void whenIdle(Runnable action) {
    inFlight.whenIdle(action);
  }

  /**
   * @throws IllegalArgumentException if the request cannot be meant; nothing has been sent then
   */
  <R extends GenerationRequest> Submission start(Medium<R> medium, R request) {
    Objects.requireNonNull(request, "request");
    URI callback = request.callbackUrl();
    if (callback != null && !settings.localCallbacks()) {
      CallbackUrls.requirePublic(callback);
    }
    IdentityHashMap<MediaSource, RequestProperty> local = localMedia(medium, request);
    Submission submission = new Submission();
    if (transport.isClosed()) {
      submission.completeExceptionally(ClientClosedException.beforeSending());
      return submission;
    }
    inFlight.begin();
    CompletableFuture<IdentityHashMap<MediaSource, MediaSource>> links =
        local.isEmpty()
            ? CompletableFuture.completedFuture(new IdentityHashMap<>())
            : uploads.uploadAll(local);
    submission.start(
        links,
        found -> post(medium, found.isEmpty() ? request : resolve(medium, request, found)),
        answer -> report(medium, request, answer),
        completions,
        inFlight::end);
    return submission;
  }

  <R extends GenerationRequest> RequestPreview preview(Medium<R> medium, R request) {
    R shown =
        medium
            .mapMedia()
            .apply(
                Objects.requireNonNull(request, "request"),
                (property, source) -> source.isUrl() ? source : placeholder(source));
    String body = transport.moshi.adapter(medium.requestType()).indent("  ").toJson(shown);
    return new RequestPreview(transport.resolve(medium.path()).uri(), body);
  }

  private <R extends GenerationRequest> IdentityHashMap<MediaSource, RequestProperty> localMedia(
      Medium<R> medium, R request) {
    IdentityHashMap<MediaSource, RequestProperty> local = new IdentityHashMap<>();
    R unchanged =
        medium
            .mapMedia()
            .apply(
                request,
                (property, source) -> {
                  MediaCheck.check(property, source);
                  if (!source.isUrl()) {
                    local.put(source, property);
                  }
                  return source;
                });
    Objects.requireNonNull(unchanged, "mapMedia");
    return local;
  }

  private static <R extends GenerationRequest> R resolve(
      Medium<R> medium, R request, IdentityHashMap<MediaSource, MediaSource> links) {
    return medium
        .mapMedia()
        .apply(request, (property, source) -> links.getOrDefault(source, source));
  }

  private <R extends GenerationRequest> CompletableFuture<TaskSubmission> post(
      Medium<R> medium, R request) {
    return transport.send(
        medium.post().apply(request),
        settings.submitTimeout(),
        answer -> {
          if (answer.id() == null || answer.id().isBlank()) {
            throw new IllegalStateException("it names no task id");
          }
          return answer;
        });
  }

  /** Tells the caller's hook what was bought, before anything else can go wrong. */
  private <R extends GenerationRequest> TaskHandle report(
      Medium<R> medium, R request, TaskSubmission answer) {
    String id = Objects.requireNonNull(answer.id());
    TaskInfo info = answer.taskInfo();
    Integer seconds = info == null ? null : info.estimatedTime();
    TaskHandle handle =
        TaskHandle.of(
            id,
            medium.kind(),
            Instant.now(),
            answer.model() != null ? answer.model() : request.model().value(),
            seconds == null ? null : Duration.ofSeconds(seconds),
            TaskSnapshot.isTerminal(answer.status()));
    LOG.log(Level.DEBUG, () -> "Submitted " + handle);
    try {
      settings.onSubmitted().accept(handle);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "onSubmitted threw for " + handle, e);
    }
    return handle;
  }

  private static MediaSource placeholder(MediaSource source) {
    Path last = source.path().map(Path::getFileName).orElse(null);
    String name = last == null ? "content" : last.toString();
    return MediaSource.url(
        URI.create(
            "uploaded-file:"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")));
  }

  /** Counts submits, so that closing can wait for their end without a thread. */
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
