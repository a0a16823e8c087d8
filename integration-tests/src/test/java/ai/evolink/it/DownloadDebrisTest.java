package ai.evolink.it;

import static ai.evolink.it.Artifacts.entries;
import static ai.evolink.it.Artifacts.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.Artifact;
import ai.evolink.TransportException;
import ai.evolink.WaitInterruptedException;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever ends a download, half a file is not left behind. */
@Timeout(30) // far below the 60 s after which a silent connection ends by itself
class DownloadDebrisTest {
  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  @Test
  void fullDiskLeavesNothingAndIsNotTriedAgain() throws Exception {
    try (FileSystem disk = disk(64 << 10)) {
      Path root = disk.getPath("/out");
      Files.createDirectories(root);
      Files.writeString(root.resolve("cat.png"), "old");
      Artifact artifact = artifact();
      service.answer(file("x".repeat(1 << 20)).build());

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> artifact.saveTo(root.resolve("cat.png")))
          .withMessage(
              "Could not save localhost/cat.png: out of disk space. Nothing was charged; see to the"
                  + " disk, and save it again while the link lives.");

      assertThat(entries(root)).containsExactly("cat.png");
      assertThat(root.resolve("cat.png")).hasContent("old");
      assertThat(service.server.getRequestCount()).isEqualTo(2);
    }
  }

  @Test
  void fullDiskLeavesNoNameTakenBySaveInto() throws Exception {
    try (FileSystem disk = disk(64 << 10)) {
      Path root = disk.getPath("/out");
      Artifact artifact = artifact();
      service.answer(file("x".repeat(1 << 20)).build());

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> artifact.saveInto(root))
          .withMessageContaining("out of disk space");

      assertThat(entries(root)).isEmpty();
    }
  }

  @Test
  void otherFileSystemsAreWrittenToo() throws Exception {
    try (FileSystem disk = disk(4 << 20)) {
      Artifact artifact = artifact();
      service.answer(file("x".repeat(1 << 20)).build());

      assertThat(artifact.saveInto(disk.getPath("/out"))).hasSize(1 << 20);
      assertThat(entries(disk.getPath("/out"))).containsExactly("cat.png");
    }
  }

  @Test
  void interruptedWhileTheBodyStallsItEndsAtOnceAndLeavesNothing() throws Exception {
    Artifact artifact = artifact();
    service.answer(file("x".repeat(100_000)).onResponseBody(SocketEffect.Stall.INSTANCE).build());

    interrupted(() -> artifact.saveTo(folder.resolve("cat.png")));

    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void interruptedBeforeAnAnswerItEndsAtOnceAndLeavesNothing() throws Exception {
    Artifact artifact = artifact();
    service.answer(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    interrupted(() -> artifact.saveInto(folder));

    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void interruptedBetweenAttemptsItEndsAtOnce() throws Exception {
    Artifact artifact = artifact();
    service.answer(new MockResponse.Builder().code(503).setHeader("Retry-After", "1000").build());

    interrupted(() -> artifact.saveTo(folder.resolve("cat.png")));

    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void interruptedOpeningEndsAtOnce() throws Exception {
    Artifact artifact = artifact();
    service.answer(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    interrupted(artifact::open);
  }

  @Test
  void interruptedThreadAsksForNothing() throws Exception {
    Artifact artifact = artifact();

    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(WaitInterruptedException.class)
          .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void closingAStreamFromAnotherThreadEndsARead() throws Exception {
    Artifact artifact = artifact();
    service.answer(file("x".repeat(100_000)).onResponseBody(SocketEffect.Stall.INSTANCE).build());
    InputStream in = artifact.open();

    CompletableFuture<byte[]> all =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return in.readAllBytes();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            task -> new Thread(task).start());
    in.close();

    assertThat(all)
        .failsWithin(20, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("IOException");
  }

  /** Interrupts {@code download} once its request has arrived. */
  private void interrupted(Supplier<?> download) throws Exception {
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    CompletableFuture<Object> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(download.get());
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
              flag.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    service.taken();

    thread.interrupt();

    assertThat(result)
        .failsWithin(20, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(WaitInterruptedException.class)
        .withMessageContaining(
            "Interrupted while downloading localhost/cat.png; nothing was left on the disk. The"
                + " result can be saved again while its link lives.");
    assertThat(flag).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(true);
  }

  private Artifact artifact() throws InterruptedException {
    return Artifacts.at(service, "/cat.png");
  }

  private static FileSystem disk(int bytes) {
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder().setMaxSize(bytes).setBlockSize(4 << 10).build());
  }
}
