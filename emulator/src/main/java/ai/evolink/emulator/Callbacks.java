package ai.evolink.emulator;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells callback addresses that a task has ended: what the task query would answer, posted once,
 * and again after 1, 2 and 4 seconds if no 2xx comes back in time.
 */
final class Callbacks implements AutoCloseable {

  private static final Logger LOG = System.getLogger("ai.evolink.emulator");
  private static final List<Duration> RETRIES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  /** After so many failures it is given up. */
  static final int MOST_ATTEMPTS = RETRIES.size() + 1;

  private final EmulatorClock clock;
  private final EmulatorClock.Timer timer;
  private final CallbackClient client;
  private final TaskView view;
  private final Faults faults;
  private final CallbackLog log;

  /** Those on their way, with what follows from their answers. */
  private final Map<Object, CompletableFuture<?>> delivering = new ConcurrentHashMap<>();

  Callbacks(
      EmulatorClock clock, CallbackClient client, TaskView view, Faults faults, CallbackLog log) {
    this.clock = clock;
    this.timer = clock.newTimer();
    this.client = client;
    this.view = view;
    this.faults = faults;
    this.log = log;
  }

  /** Will tell {@code address} when the task ends, with links that begin with {@code base}. */
  void schedule(Task task, URI address, String base) {
    Fault fault = faults.any() ? faults.draw(ApiOperation.CALLBACK, task.account().key()) : null;
    CallbackHook hook = new CallbackHook(address, base, fault);
    task.hook(hook);
    if (hook.fault() == FaultKind.FORGED_CALLBACK) {
      timer.after(Duration.ZERO, () -> send(task, hook, 1, true));
    }
    moved(task);
  }

  /** To be told when the end of a task has been set anew. */
  void moved(Task task) {
    CallbackHook hook = task.hook();
    if (hook == null || hook.fault() == FaultKind.LOST_CALLBACK) {
      return;
    }
    task.end()
        .ifPresent(
            end ->
                timer.after(
                    Duration.between(clock.now(), end.plus(hook.late())), () -> tell(task, hook)));
  }

  private CompletionStage<?> tell(Task task, CallbackHook hook) {
    Instant now = clock.now();
    boolean due = task.end().filter(end -> !end.plus(hook.late()).isAfter(now)).isPresent();
    // Somebody may have moved the end since, or forgotten the task.
    if (!due || task.isForgotten() || !hook.claim()) {
      return CompletableFuture.completedFuture(null);
    }
    return deliver(task, hook, 1, hook.fault() == FaultKind.DUPLICATE_CALLBACK);
  }

  private CompletableFuture<?> deliver(Task task, CallbackHook hook, int attempt, boolean again) {
    CompletableFuture<?> over =
        send(task, hook, attempt, false)
            .thenCompose(
                delivery -> {
                  if (!delivery.isDelivered()) {
                    retry(task, hook, delivery, again);
                    return CompletableFuture.completedFuture(null);
                  }
                  LOG.log(Level.DEBUG, "{0}", delivery);
                  if (again) {
                    return deliver(task, hook, 1, false);
                  }
                  hook.end();
                  return CompletableFuture.completedFuture(null);
                });
    Object key = new Object();
    delivering.put(key, over);
    return over.whenComplete((done, failure) -> delivering.remove(key));
  }

  private void retry(Task task, CallbackHook hook, CallbackDelivery failed, boolean again) {
    if (failed.attempt() == MOST_ATTEMPTS) {
      LOG.log(Level.WARNING, "Given up: {0}", failed);
      hook.end();
      return;
    }
    LOG.log(Level.DEBUG, "{0}", failed);
    timer.after(
        RETRIES.get(failed.attempt() - 1),
        () ->
            task.isForgotten()
                ? CompletableFuture.completedFuture(null)
                : deliver(task, hook, failed.attempt() + 1, again));
  }

  private CompletableFuture<CallbackDelivery> send(
      Task task, CallbackHook hook, int attempt, boolean forged) {
    byte[] body =
        forged
            ? Json.write(view.forged(task))
            : JsonDamage.apply(hook.fault(), Json.write(view.of(task, clock.now(), hook.base())));
    return send(task.id(), hook.address(), body, attempt, forged);
  }

  /** Sends one, and writes down what came of it. */
  CompletableFuture<CallbackDelivery> send(
      String taskId, URI address, byte[] body, int attempt, boolean forged) {
    Instant sentAt = clock.now();
    String text = new String(body, StandardCharsets.UTF_8);
    return client
        .post(address, body)
        .handle(
            (response, failure) -> {
              CallbackDelivery delivery =
                  new CallbackDelivery(
                      taskId,
                      address,
                      attempt,
                      forged,
                      text,
                      sentAt,
                      status(response),
                      failure == null ? null : reason(failure));
              log.add(delivery);
              return delivery;
            });
  }

  private static int status(@Nullable HttpResponse<Void> response) {
    return response == null ? 0 : response.statusCode();
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause.toString();
  }

  /** Completes when none of those that are on their way now is any more. */
  CompletableFuture<Void> idle() {
    CompletableFuture<?>[] open = delivering.values().toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(client.idle(), CompletableFuture.allOf(open))
        .handle((done, failure) -> null);
  }

  /** Whether the end of this task is set, and has still to be told. */
  static boolean awaits(Task task) {
    CallbackHook hook = task.hook();
    return hook != null && !hook.isOver() && task.end().isPresent();
  }

  /** Drops what has not been told yet. */
  void clear() {
    timer.clear();
    client.cancelAll();
    log.clear();
  }

  @Override
  public void close() {
    timer.close();
    client.close();
  }
}
