package ai.evolink.emulator;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole body without blocking. What exceeds the limit is read and thrown away, because a
 * client that is still sending would see a cut connection instead of the answer.
 */
final class BodyReader implements Runnable {

  /** More than this is not even read to its end. */
  private static final long PATIENCE = 512L << 20;

  private final Content.Source source;
  private final int limit;
  private final long patience;
  private final Consumer<byte @Nullable []> then;
  private final Consumer<Throwable> failed;
  private final ByteArrayOutputStream kept;
  private long read;

  /** Tells {@code then} the body, or null if it is longer than {@code limit} bytes. */
  BodyReader(
      Content.Source source,
      int limit,
      Consumer<byte @Nullable []> then,
      Consumer<Throwable> failed) {
    this(source, limit, PATIENCE + 1, then, failed);
  }

  /** Stops reading at the latest when {@code patience} bytes have come. */
  BodyReader(
      Content.Source source,
      int limit,
      long patience,
      Consumer<byte @Nullable []> then,
      Consumer<Throwable> failed) {
    this.source = source;
    this.limit = limit;
    this.patience = patience;
    this.then = then;
    this.failed = failed;
    // An announced length is only a claim: room is made as bytes arrive.
    this.kept = new ByteArrayOutputStream((int) Math.max(256, Math.min(8192, source.getLength())));
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        failed.accept(chunk.getFailure());
        return;
      }
      keep(chunk);
      boolean last = chunk.isLast();
      chunk.release();
      if (last || read >= patience) {
        then.accept(read > limit ? null : kept.toByteArray());
        return;
      }
    }
  }

  private void keep(Content.Chunk chunk) {
    read += chunk.remaining();
    if (read <= limit) {
      kept.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
    } else {
      kept.reset();
    }
  }
}
