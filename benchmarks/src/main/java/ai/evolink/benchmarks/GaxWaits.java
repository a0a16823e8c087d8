package ai.evolink.benchmarks;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.api.gax.longrunning.OperationFuture;
import com.google.api.gax.longrunning.OperationSnapshot;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiCallContext;
import com.google.api.gax.rpc.Callables;
import com.google.api.gax.rpc.ClientContext;
import com.google.api.gax.rpc.LongRunningClient;
import com.google.api.gax.rpc.OperationCallSettings;
import com.google.api.gax.rpc.OperationCallable;
import com.google.api.gax.rpc.StatusCode;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.api.gax.rpc.UnaryCallable;
import com.google.api.gax.tracing.BaseApiTracer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The long-running operations of Google's API clients, resumed by name, without their transport.
 */
final class GaxWaits implements PendingWaiter {
  private final ApiCallContext context = context();
  private final OperationCallable<String, String, String> operations =
      Callables.longRunningOperation(
          new Read(),
          settings(),
          ClientContext.newBuilder()
              .setExecutor(Timer.create())
              .setDefaultCallContext(context)
              .build(),
          new Client());

  @Override
  public Object begin(int count) {
    OperationFuture<?, ?>[] waits = new OperationFuture<?, ?>[count];
    for (int i = 0; i < count; i++) {
      waits[i] = operations.resumeFutureCall(PendingWaiter.id(i), context);
    }
    return waits;
  }

  private static OperationCallSettings<String, String, String> settings() {
    Duration sleep = Duration.ofHours(SLEEP_HOURS);
    return OperationCallSettings.<String, String, String>newBuilder()
        .setInitialCallSettings(
            UnaryCallSettings.<String, OperationSnapshot>newUnaryCallSettingsBuilder()
                .setSimpleTimeoutNoRetriesDuration(Duration.ofSeconds(30))
                .build())
        .setPollingAlgorithm(
            OperationTimedPollAlgorithm.create(
                RetrySettings.newBuilder()
                    .setInitialRetryDelayDuration(sleep)
                    .setMaxRetryDelayDuration(sleep)
                    .setTotalTimeoutDuration(sleep.multipliedBy(10))
                    .build()))
        .setResponseTransformer(OperationSnapshot::getName)
        .setMetadataTransformer(OperationSnapshot::getName)
        .build();
  }

  /** One for all calls: what a transport adds to it is not what is weighed here. */
  private static ApiCallContext context() {
    return (ApiCallContext)
        Proxy.newProxyInstance(
            GaxWaits.class.getClassLoader(),
            new Class<?>[] {ApiCallContext.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == ApiCallContext.class) {
                return proxy;
              }
              return method.getName().equals("getTracer") ? BaseApiTracer.getInstance() : null;
            });
  }

  private static final class Read extends UnaryCallable<String, OperationSnapshot> {
    @Override
    public ApiFuture<OperationSnapshot> futureCall(String task, @Nullable ApiCallContext context) {
      return ApiFutures.immediateFuture(new Pending(task));
    }
  }

  private static final class Client implements LongRunningClient {
    @Override
    public UnaryCallable<String, OperationSnapshot> getOperationCallable() {
      return new Read();
    }

    @Override
    public UnaryCallable<String, Void> cancelOperationCallable() {
      throw new UnsupportedOperationException();
    }

    @Override
    public UnaryCallable<String, Void> deleteOperationCallable() {
      throw new UnsupportedOperationException();
    }
  }

  private record Pending(String task) implements OperationSnapshot {
    @Override
    public String getName() {
      return task;
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public Object getMetadata() {
      return task;
    }

    @Override
    public Object getResponse() {
      throw notDone();
    }

    @Override
    public StatusCode getErrorCode() {
      throw notDone();
    }

    @Override
    public String getErrorMessage() {
      throw notDone();
    }

    private static IllegalStateException notDone() {
      return new IllegalStateException("not done");
    }
  }
}
