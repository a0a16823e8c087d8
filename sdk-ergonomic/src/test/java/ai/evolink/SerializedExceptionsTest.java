package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.internal.poll.WatchState;
import ai.evolink.model.Task;
import ai.evolink.model.TaskError;
import ai.evolink.model.TaskErrorCode;
import ai.evolink.model.TaskStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Exceptions that have travelled as Java objects tell what they told before. */
class SerializedExceptionsTest {
  private static final TaskHandle TASK =
      TaskHandle.of(
          "task-unified-1757169743-7cvnl5zw",
          Kind.VIDEO,
          Instant.ofEpochMilli(1_757_169_743_000L),
          "veo",
          Duration.ofSeconds(45),
          false);

  @Test
  void failedTaskKeepsItsFacts() throws Exception {
    TaskSnapshot last =
        snapshot(
            TaskStatus.FAILED,
            TaskError.builder().code(TaskErrorCode.SERVICE_ERROR).message("Oops").build());
    TaskFailedException copy = copyOf(new TaskFailedException(TASK, last));

    assertThat(copy.task()).isEqualTo(TASK);
    assertThat(copy.task().toToken()).isEqualTo(TASK.toToken());
    assertThat(copy.snapshot()).isEqualTo(last);
    assertThat(copy.code()).contains(TaskErrorCode.SERVICE_ERROR);
    assertThat(copy.serverMessage()).contains("Oops");
    assertThat(copy.isRetryable()).isTrue();
  }

  @Test
  void cancelledTaskKeepsItsFacts() throws Exception {
    TaskSnapshot last = snapshot(TaskStatus.CANCELLED, null);
    TaskCancelledException copy = copyOf(new TaskCancelledException(TASK, last));

    assertThat(copy.task()).isEqualTo(TASK);
    assertThat(copy.snapshot()).isEqualTo(last);
  }

  @Test
  void endedWaitsKeepTheirTaskOrHaveNone() throws Exception {
    assertThat(copyOf(new ClientClosedException(TASK)).task()).contains(TASK);
    assertThat(copyOf(ClientClosedException.beforeSending()).task()).isEmpty();
    InterruptedException cause = new InterruptedException();
    assertThat(copyOf(new WaitInterruptedException(TASK, cause)).task()).contains(TASK);
    assertThat(copyOf(WaitInterruptedException.of(2, cause)).task()).isEmpty();
    TaskTimeoutException early =
        copyOf(
            TaskTimeoutException.ofCall(
                Duration.ofSeconds(2), null, new WatchState(null, null, 0, 0)));
    assertThat(early.task()).isEmpty();
    assertThat(early.last()).isEmpty();
    assertThat(early.summary()).isEqualTo("The service has not answered the submit within 2 s.");
  }

  @Test
  void expiredLinkIsKept() throws Exception {
    URI link = URI.create("https://files.evolink.ai/a.png");
    ArtifactExpiredException copy =
        copyOf(
            new ArtifactExpiredException(
                link, "a", "HTTP 404", Duration.ofHours(25), Duration.ofHours(24)));

    assertThat(copy.uri()).isEqualTo(link);
    assertThat(copy.age()).isEqualTo(Duration.ofHours(25));
  }

  private static TaskSnapshot snapshot(TaskStatus status, @Nullable TaskError error) {
    return new TaskSnapshot(Task.builder().id(TASK.id()).status(status).error(error).build());
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"}) // what was written a line before
  private static <E extends EvolinkException> E copyOf(E exception)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(exception);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      E copy = (E) in.readObject();
      assertThat(copy).hasMessage(exception.getMessage());
      return copy;
    }
  }
}
