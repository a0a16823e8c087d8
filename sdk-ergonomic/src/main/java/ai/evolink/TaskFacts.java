package ai.evolink;

import ai.evolink.model.EvolinkJson;
import ai.evolink.model.Task;
import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an exception knows of its task. Serialised as the token of the one and the JSON of the
 * other, so that exceptions that have travelled still tell what they did.
 */
final class TaskFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  static final TaskFacts NONE = new TaskFacts(null, null);

  final transient @Nullable TaskHandle task;
  final transient @Nullable TaskSnapshot snapshot;

  TaskFacts(@Nullable TaskHandle task, @Nullable TaskSnapshot snapshot) {
    this.task = task;
    this.snapshot = snapshot;
  }

  static TaskFacts of(@Nullable TaskHandle task) {
    return task == null ? NONE : new TaskFacts(task, null);
  }

  private Object writeReplace() {
    return new Form(
        task == null ? null : task.toToken(), snapshot == null ? null : snapshot.rawJson());
  }

  private record Form(@Nullable String token, @Nullable String json) implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object readResolve() {
      return new TaskFacts(
          token == null ? null : TaskHandle.fromToken(token), json == null ? null : read(json));
    }

    private static @Nullable TaskSnapshot read(String json) {
      try {
        Task task = EvolinkJson.moshi().adapter(Task.class).fromJson(json);
        return task == null ? null : new TaskSnapshot(task);
      } catch (IOException | JsonDataException e) {
        throw new AssertionError("this text was written by the same adapter", e);
      }
    }
  }
}
