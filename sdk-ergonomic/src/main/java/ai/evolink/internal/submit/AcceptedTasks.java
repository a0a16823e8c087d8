package ai.evolink.internal.submit;

import ai.evolink.TaskHandle;
import ai.evolink.internal.text.Log;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the caller of every task that was bought, before anything else can go wrong. */
public final class AcceptedTasks {
  private final @Nullable Consumer<TaskHandle> hook;

  /**
   * @param hook null if there is none
   */
  public AcceptedTasks(@Nullable Consumer<TaskHandle> hook) {
    this.hook = hook;
  }

  boolean hasHook() {
    return hook != null;
  }

  /** Returns whatever the hook and the log throw: Kotlin's functions throw checked exceptions. */
  public void tell(TaskHandle task) {
    tell(hook, "onSubmitted", task);
    try {
      Log.LOGGER.log(
          Level.DEBUG,
          () -> "Submitted " + task + task.orderId().map(id -> " for order " + id).orElse(""));
    } catch (Throwable e) {
      // A handler of the caller's; there is nowhere left to tell it.
    }
  }

  /** Calls a hook of the caller's. */
  public static void tell(@Nullable Consumer<TaskHandle> hook, String name, TaskHandle task) {
    try {
      if (hook != null) {
        hook.accept(task);
      }
    } catch (Throwable e) {
      log(Level.ERROR, name + " threw for " + task, e);
    }
  }

  static void log(Level level, String message, @Nullable Throwable thrown) {
    try {
      Log.LOGGER.log(level, message, thrown);
    } catch (Throwable e) {
      // A handler of the caller's; there is nowhere left to tell it.
    }
  }
}
