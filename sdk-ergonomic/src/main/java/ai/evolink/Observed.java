package ai.evolink;

import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.ObserverRelay;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The call listeners of a client, and what they are told. */
final class Observed {
  private final List<CallListener> listeners;
  private final Continuations continuations;

  Observed(List<CallListener> listeners, Continuations continuations) {
    this.listeners = List.copyOf(listeners);
    this.continuations = continuations;
  }

  boolean isNobody() {
    return listeners.isEmpty();
  }

  /** {@return what passes on what happens to {@code call}; null if nobody wants to know} */
  @Nullable ObserverRelay start(CallListener.Call call) {
    List<CallListener.Observer> observers = new ArrayList<>(listeners.size());
    for (CallListener listener : listeners) {
      try {
        CallListener.Observer observer = listener.start(call);
        if (observer != null) {
          observers.add(observer);
        }
      } catch (Throwable t) {
        Log.LOGGER.log(Level.WARNING, "A call listener threw; the call goes on.", t);
      }
    }
    return switch (observers.size()) {
      case 0 -> null;
      case 1 -> new ObserverRelay(observers.get(0), continuations);
      default -> new ObserverRelay(new ObserverList(List.copyOf(observers)), continuations);
    };
  }

  /** The submit has failed. */
  static void failed(ObserverRelay observer, Throwable failure) {
    if (failure instanceof SubmissionUncertainException doubt) {
      observer.tell(each -> each.uncertain(doubt));
    } else {
      RuntimeException why =
          failure instanceof RuntimeException e ? e : new CompletionException(failure);
      observer.tell(each -> each.refused(why));
    }
  }

  /** The submit is over: it has bought {@code task}, or has failed. */
  static void submitted(
      ObserverRelay observer, @Nullable TaskHandle task, @Nullable Throwable failure) {
    if (task != null) {
      observer.tell(each -> each.accepted(task));
    } else {
      failed(observer, Objects.requireNonNull(failure));
    }
  }

  /** Tells the end of {@code wait}, when it comes. */
  static void endOf(TaskFuture wait, TaskHandle task, ObserverRelay observer) {
    EvolinkFuture.whenDone(
        wait,
        (made, failure) -> {
          Outcome outcome = Outcomes.of(task, made, failure);
          observer.tell(each -> each.ended(outcome));
        });
  }

  static void saved(@Nullable ObserverRelay observer, Artifact artifact, Path file) {
    if (observer != null) {
      observer.tell(each -> each.saved(artifact, file));
    }
  }
}
