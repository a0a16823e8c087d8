package ai.evolink.benchmarks.calls;

/**
 * A way to make the two calls that everybody makes: create a paid task, and ask for one. Uses types
 * of the JDK only, so that each contender can have a class path of its own. Thread-safe.
 */
public interface Contender extends AutoCloseable {
  String PROMPT = "A cat playing on the grass, in the style of a woodcut";
  String TASK_ID = "task-unified-1757165031-uyujaw3d";

  /** Creates a task and blocks until it is accepted; returns its id. */
  Object create() throws Exception;

  /** Reads a task and blocks until it is there. */
  Object query() throws Exception;

  @Override
  default void close() {}
}
