package ai.evolink.temporal;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.Generation;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.VideoGenerationRequest;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.failure.CanceledFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The activities, on a client of the worker's. Register one with each worker, and close it after
 * the worker. It does not close the client. Thread-safe.
 *
 * <p>{@link #collect} takes no thread while it waits; it keeps its slot of the worker ({@code
 * maxConcurrentActivityExecutionSize}), heartbeats, and ends its wait when the activity is
 * cancelled. The task goes on all the same, and can be collected later.
 */
public final class EvolinkActivities implements GenerationActivities, AutoCloseable {
  private final EvolinkClient evolink;
  private final boolean orders;
  private final Function<Generation, List<String>> store;
  private final Duration heartbeat;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "evolink-heartbeats");
            thread.setDaemon(true);
            return thread;
          });

  private EvolinkActivities(Builder builder) {
    this.evolink = builder.evolink;
    this.orders = builder.orders;
    this.store = builder.store;
    this.heartbeat = builder.heartbeat;
  }

  /** {@return activities with all settings at their defaults} */
  public static EvolinkActivities of(EvolinkClient evolink) {
    return builder(evolink).build();
  }

  /** {@return a builder of activities that use {@code evolink}} */
  public static Builder builder(EvolinkClient evolink) {
    return new Builder(evolink);
  }

  @Override
  public @Nullable BigDecimal price(GenerationRequest request) {
    return evolink.prices().estimate(request).result().most().orElse(null);
  }

  @Override
  public BoughtTask submit(String orderId, GenerationRequest request) {
    try {
      SubmitOptions options = orders ? SubmitOptions.ofOrder(orderId) : SubmitOptions.ofDefaults();
      TaskHandle task = submit(request, options).result();
      return new BoughtTask(task.id(), task.toToken(), task.creditsReserved().orElse(null));
    } catch (EvolinkException | IllegalArgumentException e) {
      throw FailureTypes.ofSubmit(e);
    }
  }

  private EvolinkFuture<TaskHandle> submit(GenerationRequest request, SubmitOptions options) {
    if (request instanceof ImageGenerationRequest image) {
      return evolink.images().submit(image, options);
    }
    if (request instanceof VideoGenerationRequest video) {
      return evolink.videos().submit(video, options);
    }
    if (request instanceof AudioGenerationRequest audio) {
      return evolink.audios().submit(audio, options);
    }
    throw new IllegalArgumentException("No medium: " + request.getClass().getName());
  }

  @Override
  public GenerationResult collect(String token) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    TaskFuture wait = evolink.tasks().resume(token);
    ManualActivityCompletionClient end = context.useLocalManualCompletion();
    ScheduledFuture<?> beat =
        beats.scheduleWithFixedDelay(
            () -> beat(wait, end), 0, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    wait.thenApply(this::resultOf)
        .whenComplete(
            (result, failure) -> {
              beat.cancel(false);
              if (failure == null) {
                end.complete(result);
              } else if (wait.isCancelled()) {
                end.reportCancellation(null);
              } else {
                end.fail(FailureTypes.ofWait(causeOf(failure)));
              }
            });
    return new GenerationResult("", List.of(), null); // not used: the end comes later
  }

  private static void beat(TaskFuture wait, ManualActivityCompletionClient end) {
    try {
      end.recordHeartbeat(wait.peek().map(TaskSnapshot::progress).orElse(null));
    } catch (ActivityCompletionFailureException lost) {
      // The server was not reached, and says by its heartbeat timeout when that has been too long.
    } catch (CanceledFailure | ActivityCompletionException e) {
      wait.cancel(false); // nobody waits for this any more, or another worker does
    }
  }

  private GenerationResult resultOf(Generation made) {
    return new GenerationResult(
        made.task().id(), store.apply(made), made.creditsUsed().orElse(null));
  }

  private static Throwable causeOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof java.util.concurrent.CompletionException && cause != null
        ? cause
        : failure;
  }

  /** Ends the thread of the heartbeats. */
  @Override
  public void close() {
    beats.shutdownNow();
  }

  /** Collects the settings of {@link EvolinkActivities}. Not thread-safe. */
  public static final class Builder {
    private final EvolinkClient evolink;
    private boolean orders;
    private Duration heartbeat = Duration.ofSeconds(5);
    private Function<Generation, List<String>> store =
        made -> made.artifacts().stream().map(Artifact::uri).map(Object::toString).toList();

    private Builder(EvolinkClient evolink) {
      this.evolink = Objects.requireNonNull(evolink, "evolink");
    }

    /**
     * Gives each submit the order id of its workflow, for a client with a journal: an order that
     * was bought before is not bought again, by whichever worker shares the journal. Default: the
     * order id is not used.
     */
    public Builder orders() {
      this.orders = true;
      return this;
    }

    /**
     * Sets what becomes of results before {@link #collect} ends: {@code store} takes them where
     * they can stay, and says where that is. It may block and may throw, and is called again then.
     * Default: the links of the service, which expire after about a day.
     */
    public Builder store(Function<Generation, List<String>> store) {
      this.store = Objects.requireNonNull(store, "store");
      return this;
    }

    /**
     * Sets the time between two heartbeats, a small part of the heartbeat timeout. Default: 5
     * seconds.
     *
     * @throws IllegalArgumentException if it is less than a millisecond
     */
    public Builder heartbeat(Duration heartbeat) {
      if (heartbeat.toMillis() < 1) {
        throw new IllegalArgumentException("heartbeat must be at least 1 ms, but was " + heartbeat);
      }
      this.heartbeat = heartbeat;
      return this;
    }

    /** Makes the activities. */
    public EvolinkActivities build() {
      return new EvolinkActivities(this);
    }
  }
}
