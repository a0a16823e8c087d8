package ai.evolink.internal.download;

import ai.evolink.internal.Access;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.DaemonThreads;
import ai.evolink.internal.time.Nanos;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;

/**
 * Downloads results. Each download runs on a thread of its own: a thread blocked on a socket cannot
 * be interrupted, but the caller's thread, which waits for the download, can.
 */
public final class Downloads implements AutoCloseable {
  /** The number of bytes written at once. */
  private static final int CHUNK = 64 << 10;

  /** How long an interrupted caller waits for the partial file to be deleted. */
  private static final Duration TIDY = Duration.ofSeconds(2);

  private final ResultLinks links;
  private final DownloadSettings settings;
  private final ThreadFactory threads = new DaemonThreads("evolink-download");

  /**
   * Keeps idle threads for a moment: starting a thread takes as long as downloading a small file.
   */
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);

  /** The work of a download on its thread. */
  private interface Work<T> {
    T run(Transfer transfer) throws IOException;
  }

  public Downloads(OkHttpClient unsigned, DownloadSettings settings) {
    this.links = new ResultLinks(unsigned, settings.privateAllowed());
    this.settings = settings;
  }

  /** {@return the file of a link that was first seen just now} */
  public ResultFile file(URI uri, Instant submittedAt) {
    return new ResultFile(uri, submittedAt, settings.clock().nanoTime());
  }

  public InputStream open(ResultFile file) {
    return apart(
        file,
        transfer -> {
          DataLink data = DataLink.isOne(file.uri().toString()) ? dataOf(file) : null;
          if (data != null) {
            return new ByteArrayInputStream(data.bytes);
          }
          ResultReader reader = new ResultReader(file, links, settings, transfer, null);
          try {
            reader.start();
            transfer.commit();
            return new ResultStream(reader, transfer);
          } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
          }
        });
  }

  public Path saveTo(ResultFile result, Path file) {
    return apart(
        result,
        transfer -> {
          Path directory = file.toAbsolutePath().getParent();
          if (directory == null || Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory; see saveInto");
          }
          if (!Files.exists(directory)) {
            throw new NoSuchFileException(directory.toString(), null, "the folder does not exist");
          }
          try (PartFile part = PartFile.in(directory, settings.random().uuid())) {
            receive(result, part, transfer);
            transfer.commit();
            part.become(file);
          }
          return file;
        });
  }

  public Path saveInto(ResultFile file, Path directory) {
    return apart(
        file,
        transfer -> {
          Files.createDirectories(directory);
          try (PartFile part = PartFile.in(directory, settings.random().uuid())) {
            receive(file, part, transfer);
            transfer.commit();
            return part.becomeNew(ArtifactName.of(file.uri(), file.mediaType()));
          }
        });
  }

  private void receive(ResultFile file, PartFile part, Transfer transfer) throws IOException {
    if (DataLink.isOne(file.uri().toString())) {
      part.write(ByteBuffer.wrap(dataOf(file).bytes));
      return;
    }
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    ResultReader.Rewind rewind =
        () -> {
          chunk.clear();
          part.truncate();
        };
    try (ResultReader reader = new ResultReader(file, links, settings, transfer, rewind)) {
      while (reader.read(chunk) >= 0) {
        if (!chunk.hasRemaining()) {
          write(chunk, part);
        }
      }
      write(chunk, part);
    }
  }

  /**
   * {@return the content of a {@code data:} link} Nothing is downloaded, so no address needs to be
   * checked.
   */
  private DataLink dataOf(ResultFile file) {
    DataLink data = DataLink.of(file.uri());
    if (data == null) {
      throw DownloadFailures.noData(file);
    }
    if (data.bytes.length > settings.maxBytes()) {
      throw DownloadFailures.tooLarge(file, data.bytes.length, settings.maxBytes());
    }
    file.found(data.mediaType);
    return data;
  }

  private static void write(ByteBuffer chunk, PartFile part) throws IOException {
    chunk.flip();
    part.write(chunk);
    chunk.clear();
  }

  private <T> T apart(ResultFile file, Work<T> work) {
    Transfer transfer = new Transfer(settings.timeout(), settings.clock());
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              try {
                return work.run(transfer);
              } catch (IOException e) { // network failures are EvolinkExceptions already
                throw DownloadFailures.disk(file, e);
              }
            });
    if (Thread.currentThread().isInterrupted()) {
      throw Access.get().downloadInterrupted(file.name(), new InterruptedException());
    }
    try {
      start(task);
      return task.get();
    } catch (InterruptedException e) {
      transfer.cancel();
      return interrupted(file, task, e);
    } catch (ExecutionException e) {
      throw Unwrapping.unchecked(e);
    }
  }

  private void start(Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) { // the client is closed, but links still work
      threads.newThread(task).start();
    }
  }

  /**
   * Waits until the partial file is deleted. A download that could no longer be stopped still
   * returns its result.
   */
  private <T> T interrupted(ResultFile file, FutureTask<T> task, InterruptedException cause) {
    long end = settings.clock().nanoTime() + Nanos.of(TIDY);
    while (true) {
      try {
        T result = task.get(end - settings.clock().nanoTime(), TimeUnit.NANOSECONDS);
        Thread.currentThread().interrupt();
        return result;
      } catch (InterruptedException e) {
        cause.addSuppressed(e); // interrupted again; the wait is short anyway
      } catch (ExecutionException | CancellationException | TimeoutException e) {
        Thread.currentThread().interrupt();
        throw Access.get().downloadInterrupted(file.name(), cause);
      }
    }
  }

  /** Stops reusing threads. Downloads in progress go on, and new ones are still possible. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
