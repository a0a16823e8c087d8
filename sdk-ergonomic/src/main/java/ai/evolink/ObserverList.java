package ai.evolink;

import ai.evolink.internal.text.Log;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells several observers of the same call; what one of them throws does not concern the others.
 */
record ObserverList(List<CallListener.Observer> observers) implements CallListener.Observer {
  private void each(Consumer<CallListener.Observer> event) {
    for (CallListener.Observer observer : observers) {
      try {
        event.accept(observer);
      } catch (Throwable t) {
        Log.LOGGER.log(Level.WARNING, "A call listener threw; the call goes on.", t);
      }
    }
  }

  @Override
  public void accepted(TaskHandle task) {
    each(observer -> observer.accepted(task));
  }

  @Override
  public void refused(RuntimeException why) {
    each(observer -> observer.refused(why));
  }

  @Override
  public void uncertain(SubmissionUncertainException why) {
    each(observer -> observer.uncertain(why));
  }

  @Override
  public void throttled() {
    each(CallListener.Observer::throttled);
  }

  @Override
  public void polled(Poll poll) {
    each(observer -> observer.polled(poll));
  }

  @Override
  public void ended(Outcome outcome) {
    each(observer -> observer.ended(outcome));
  }

  @Override
  public void saved(Artifact artifact, Path file) {
    each(observer -> observer.saved(artifact, file));
  }
}
