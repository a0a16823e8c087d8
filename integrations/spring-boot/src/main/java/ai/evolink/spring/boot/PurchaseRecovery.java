package ai.evolink.spring.boot;

import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Recovery;
import ai.evolink.TaskHandle;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Waits for what nobody waits for any more. Never submits. */
final class PurchaseRecovery
    implements SmartInitializingSingleton, ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(PurchaseRecovery.class);

  private final EvolinkClient client;
  private final FoundTasks found;
  private final ObjectProvider<EvolinkRecoveryHandler> handlers;
  private final Set<String> followed = ConcurrentHashMap.newKeySet();
  private @Nullable Recovery left;

  PurchaseRecovery(
      EvolinkClient client, FoundTasks found, ObjectProvider<EvolinkRecoveryHandler> handlers) {
    this.client = client;
    this.found = found;
    this.handlers = handlers;
  }

  /** Before the web server starts: what is bought from then on has a caller who waits. */
  @Override
  public void afterSingletonsInstantiated() {
    try {
      left = client.recover();
    } catch (IllegalStateException e) {
      LOG.debug("Nothing to recover: the client has no journal");
    }
  }

  /** Also told of contexts that are children of this one; only the first counts. */
  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    Recovery open = left;
    left = null;
    List<EvolinkRecoveryHandler> told = handlers.orderedStream().toList();
    if (told.isEmpty()) {
      warn(open);
      found.passTo(task -> LOG.warn("A callback has found {}, for which nobody waits", task));
      return;
    }
    found.passTo(task -> follow(task, told));
    if (open != null) {
      Stream.concat(open.accepted().stream(), open.unsaved().stream())
          .flatMap(purchase -> purchase.task().stream())
          .forEach(task -> follow(task, told));
      open.uncertain().forEach(purchase -> tell(told, handler -> handler.uncertain(purchase)));
    }
  }

  private static void warn(@Nullable Recovery open) {
    if (open == null || open.isEmpty()) {
      return;
    }
    LOG.warn(
        "{}: left open by an earlier process. An EvolinkRecoveryHandler bean would be given the"
            + " results",
        open);
    open.uncertain()
        .forEach(purchase -> LOG.warn("Nobody knows whether it was bought: {}", purchase));
  }

  private void follow(TaskHandle task, List<EvolinkRecoveryHandler> told) {
    if (!followed.add(task.id())) {
      return;
    }
    client
        .tasks()
        .follow(task)
        .whenComplete(
            (result, failure) -> {
              if (failure == null) {
                tell(told, handler -> handler.recovered(result));
              } else if (failure instanceof EvolinkException known
                  && !(failure instanceof ClientClosedException)) { // the next start goes on
                tell(told, handler -> handler.failed(task, known));
              }
            });
  }

  private static void tell(
      List<EvolinkRecoveryHandler> told, Consumer<EvolinkRecoveryHandler> news) {
    for (EvolinkRecoveryHandler handler : told) {
      try {
        news.accept(handler);
      } catch (RuntimeException e) {
        LOG.error("{} has failed", handler, e);
      }
    }
  }
}
