package ai.evolink.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.WaitClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransferTest {
  private final Transfer transfer = new Transfer(Duration.ofHours(1), WaitClock.system());

  @Test
  void pauseEndsWithTheDownload() {
    CompletableFuture<Void> pause =
        CompletableFuture.runAsync(
            () -> {
              try {
                transfer.pause(Duration.ofMinutes(50));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            task -> new Thread(task).start());

    transfer.cancel();

    assertThat(pause)
        .failsWithin(20, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("InterruptedIOException: cancelled");
  }

  @Test
  void pauseCanBeInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(() -> transfer.pause(Duration.ofMinutes(50)))
          .withMessage("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whatIsAsGoodAsDoneIsNotCancelledButCanBeBrokenOff() throws IOException {
    transfer.commit();
    transfer.cancel();
    assertThatCode(transfer::check).doesNotThrowAnyException();

    transfer.abort();

    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(transfer::check)
        .withMessage("cancelled");
  }

  @Test
  void cancelledDownloadIsNotDone() {
    transfer.cancel();

    assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(transfer::commit);
  }

  @Test
  void timeUpIsTold() {
    Transfer late = new Transfer(Duration.ZERO, WaitClock.system());

    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(late::check)
        .withMessage("it took longer than 0 s (downloadTimeout)");
  }
}
