package ai.evolink;

import java.time.Instant;

/**
 * Tasks that exist already: to look at them, and to wait for them, in this process or after another
 * one has submitted them. Nothing here costs credits. Thread-safe.
 *
 * <p>Waits for the same task share their polls; cancelling one never disturbs another.
 */
public final class Tasks {
  private final Waits waits;

  Tasks(Waits waits) {
    this.waits = waits;
  }

  /**
   * Reads a task once.
   *
   * @return fails with {@link ApiException} (404 for an id that is unknown or has expired) or
   *     {@link TransportException}
   */
  public EvolinkFuture<TaskSnapshot> get(String id) {
    return waits.get(requireId(id));
  }

  /**
   * Goes on waiting for the task of a token that {@link TaskHandle#toToken()} made, in this process
   * or another. Submits nothing.
   *
   * @throws IllegalArgumentException if the token is damaged or from a newer version of the SDK
   */
  public TaskFuture resume(String token) {
    return resume(token, WaitOptions.ofDefaults());
  }

  /** {@link #resume(String)} with options; their deadline counts from now. */
  public TaskFuture resume(String token, WaitOptions options) {
    return follow(TaskHandle.fromToken(token), options);
  }

  /** Waits for a task of which only the id is known. */
  public TaskFuture follow(String id) {
    return follow(id, WaitOptions.ofDefaults());
  }

  /** {@link #follow(String)} with options; their deadline counts from now. */
  public TaskFuture follow(String id, WaitOptions options) {
    return follow(TaskHandle.ofId(requireId(id), Instant.now()), options);
  }

  /** Waits for a submitted task. */
  public TaskFuture follow(TaskHandle task) {
    return follow(task, WaitOptions.ofDefaults());
  }

  /** {@link #follow(TaskHandle)} with options; their deadline counts from now. */
  public TaskFuture follow(TaskHandle task, WaitOptions options) {
    return waits.follow(task, options);
  }

  private static String requireId(String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id of the task is blank");
    }
    return id;
  }
}
