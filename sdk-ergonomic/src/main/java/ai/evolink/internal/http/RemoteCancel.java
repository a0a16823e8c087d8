package ai.evolink.internal.http;

import ai.evolink.ApiException;
import ai.evolink.api.TasksApi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the service to cancel a task, through an endpoint that appears only in an unpublished draft.
 */
public final class RemoteCancel {
  private final Transport transport;
  private final Lazy<TasksApi> api;
  private final Duration timeout;

  public RemoteCancel(Transport transport, Duration timeout) {
    this.transport = transport;
    this.api = transport.api(TasksApi.class);
    this.timeout = timeout;
  }

  public CompletableFuture<Boolean> cancel(String taskId) {
    CompletableFuture<Boolean> sent =
        transport.send(api.get().cancelTask(taskId), timeout, answer -> Boolean.TRUE);
    CompletableFuture<Boolean> result =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            sent.cancel(mayInterruptIfRunning);
            return super.cancel(mayInterruptIfRunning);
          }
        };
    sent.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            result.complete(true);
          } else if (failure instanceof ApiException refused
              && ApiStatuses.isRefusedCancel(refused.statusCode())) {
            result.complete(false);
          } else {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }
}
