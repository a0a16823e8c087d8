package ai.evolink.springai;

import ai.evolink.Artifact;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a paid task. */
final class Results {
  private Results() {}

  /** {@return the files; at least one} */
  static List<Artifact> of(Generation made) {
    if (made.artifacts().isEmpty()) {
      throw unread(made, "Task " + made.task().id() + " made no file", null);
    }
    return made.artifacts();
  }

  static byte[] read(Generation made, Artifact file) {
    try (InputStream content = file.open()) {
      return content.readAllBytes();
    } catch (IOException | EvolinkException e) {
      throw unread(made, "A result could not be read: " + e.getMessage(), e);
    }
  }

  private static IllegalStateException unread(
      Generation made, String what, @Nullable Throwable cause) {
    return new IllegalStateException(
        what
            + ". The task is completed and paid; get its result with client.tasks().resume(\""
            + made.task().toToken()
            + "\")",
        cause);
  }
}
