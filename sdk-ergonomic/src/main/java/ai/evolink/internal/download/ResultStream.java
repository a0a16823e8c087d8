package ai.evolink.internal.download;

import ai.evolink.EvolinkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** A result as an {@link InputStream}. */
public final class ResultStream extends InputStream {
  private final ResultReader reader;
  private final Transfer transfer;

  /**
   * Held while bytes are read, so that closing does not release a buffer that another thread is
   * filling.
   */
  private final ReentrantLock moving = new ReentrantLock();

  private volatile boolean closed;

  ResultStream(ResultReader reader, Transfer transfer) {
    this.reader = reader;
    this.transfer = transfer;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    moving.lock();
    try {
      if (closed) {
        throw new IOException("the stream is closed");
      }
      return length == 0 ? 0 : reader.read(ByteBuffer.wrap(bytes, offset, length));
    } catch (EvolinkException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      moving.unlock();
    }
  }

  /** May be called from a thread other than the one that reads. */
  @Override
  public void close() {
    closed = true;
    transfer.abort(); // ends a blocked read
    moving.lock();
    try {
      reader.close();
    } finally {
      moving.unlock();
    }
  }
}
