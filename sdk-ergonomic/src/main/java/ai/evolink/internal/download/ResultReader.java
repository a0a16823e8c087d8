package ai.evolink.internal.download;

import ai.evolink.EvolinkException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Reads one result, over as many connections as it takes. After a broken connection it requests the
 * remaining bytes if they are certain to belong to those received so far, and otherwise starts
 * over. It ends only when every announced byte has arrived. Used by one thread at a time.
 *
 * <p>Fails with an {@link EvolinkException} once no further attempt is made.
 */
public final class ResultReader implements Closeable {
  private final ResultFile file;
  private final ResultLinks links;
  private final DownloadSettings settings;
  private final Transfer transfer;
  private final @Nullable Rewind rewind;
  private final DownloadRetries retries;

  private @Nullable Response response;
  private @Nullable BufferedSource body;
  private @Nullable ResultVersion version;
  private boolean complete;
  private long received;

  /** The length of the file; -1 until it is known. */
  private long total = -1;

  /** The number of bytes of this answer to skip because they were already returned. */
  private long skip;

  /**
   * The checksum of all bytes returned so far. Bytes that are skipped must have the same one,
   * whatever the server claims.
   */
  private final CRC32 sum = new CRC32();

  /** The {@code Content-Encoding} of the first answer, which ranges of it must repeat. */
  private String encoding = "";

  /** Discards the bytes that were returned so far. */
  interface Rewind {
    void toStart() throws IOException;
  }

  /**
   * @param rewind discards the bytes returned so far; null if that is impossible
   */
  ResultReader(
      ResultFile file,
      ResultLinks links,
      DownloadSettings settings,
      Transfer transfer,
      @Nullable Rewind rewind) {
    this.file = file;
    this.links = links;
    this.settings = settings;
    this.transfer = transfer;
    this.rewind = rewind;
    this.retries = new DownloadRetries(transfer, settings.jitter());
  }

  /** Requests the file, and checks that the answer is one. */
  void start() {
    while (body == null && !complete) {
      try {
        connect();
      } catch (IOException e) {
        recover(e);
      }
    }
  }

  /** {@return the number of bytes put into {@code into}; -1 after the last byte} */
  int read(ByteBuffer into) {
    while (true) {
      start();
      if (complete) {
        return -1;
      }
      try {
        int count = readOnce(into);
        if (count != 0) {
          return count;
        }
      } catch (IOException e) {
        recover(e);
      }
    }
  }

  private int readOnce(ByteBuffer into) throws IOException {
    BufferedSource source = Objects.requireNonNull(body);
    if (skip > 0) {
      drop(source);
    }
    int start = into.position();
    int count = source.read(into);
    if (count >= 0) {
      if (rewind == null) {
        sum.update(into.duplicate().flip().position(start));
      }
      received += count;
      if (received > settings.maxBytes()) {
        throw DownloadFailures.tooLarge(file, -1, settings.maxBytes());
      }
      return count;
    }
    if (total >= 0 && received != total) {
      if (received > total) {
        version = null; // no byte of this can be trusted
      }
      throw new EOFException("the connection ended after " + received + " of " + total + " bytes");
    }
    complete = true;
    close();
    return -1;
  }

  /**
   * Skips the bytes that the caller already has. If the connection breaks meanwhile, this answer
   * and its skip are discarded.
   */
  private void drop(BufferedSource source) throws IOException {
    CRC32 again = new CRC32();
    byte[] chunk = new byte[8192];
    while (skip > 0) {
      int count = source.read(chunk, 0, (int) Math.min(chunk.length, skip));
      if (count < 0) {
        throw new EOFException("the connection ended before byte " + received);
      }
      again.update(chunk, 0, count);
      skip -= count;
    }
    if (again.getValue() != sum.getValue()) {
      throw new BadLinkException(
          "after a cut the server sends other bytes under the same name than the "
              + received
              + " before");
    }
  }

  private void connect() throws IOException {
    skip = 0;
    transfer.check();
    String validator = received > 0 && version != null ? version.validator() : null;
    // With compression, lengths and ranges would not be those of the file.
    Headers.Builder headers = new Headers.Builder().add("Accept-Encoding", "identity");
    if (validator != null) {
      headers.add("Range", "bytes=" + received + "-").add("If-Range", validator);
    }
    Response answer = links.get(file.uri(), headers.build(), transfer);
    response = answer;
    int status = answer.code();
    if (status == 200 || status == 203) {
      begin(answer);
    } else if (status == 206 && validator != null) {
      resume(answer);
    } else if (status == 416 && validator != null) {
      endOrRestart(answer);
    } else {
      throw DownloadFailures.refused(file, answer, transfer);
    }
  }

  private void begin(Response answer) throws IOException {
    requireEnd(answer);
    ResultVersion now = ResultVersion.of(answer);
    BufferedSource source = answer.body().source();
    boolean zipped = ResultBody.isZipped(answer, head(source));
    long length = answer.body().contentLength();
    if (received > 0) {
      if (rewind != null) {
        rewind.toStart();
        received = 0;
      } else if (version != null && version.isSame(now) && (total < 0 || total == length)) {
        skip = received;
      } else {
        throw new BadLinkException(
            "the connection was cut after "
                + received
                + " bytes, and the server does not send the rest");
      }
    }
    total = zipped ? -1 : length;
    version = zipped ? null : now;
    encoding = ResultBody.encoding(answer);
    if (length > settings.maxBytes()) {
      throw DownloadFailures.tooLarge(file, length, settings.maxBytes());
    }
    if (zipped) {
      source = Okio.buffer(new GzipSource(source));
    }
    check(answer, source);
    body = source;
  }

  private void requireEnd(Response answer) throws IOException {
    if (!settings.unmeasuredAllowed()) {
      ResultBody.requireEnd(answer);
    }
  }

  private static byte[] head(BufferedSource source) throws IOException {
    source.request(ContentCheck.HEAD);
    return source.peek().readByteArray(Math.min(ContentCheck.HEAD, source.getBuffer().size()));
  }

  private void check(Response answer, BufferedSource source) throws IOException {
    byte[] head = head(source);
    if (head.length == 0) {
      throw new EOFException("the answer is empty");
    }
    ContentCheck found =
        ContentCheck.of(answer.header("Content-Type"), head, ArtifactName.lastSegment(file.uri()));
    if (found.page() != null) {
      throw DownloadFailures.page(file, found.page(), transfer.instant());
    }
    file.found(found.mediaType());
  }

  private void resume(Response answer) throws IOException {
    ContentRange range = ContentRange.parse(answer.header("Content-Range"));
    if (range == null || !fits(answer, range)) {
      version = null; // makes the next attempt request the whole file
      throw new IOException("the server sent another part than the one from byte " + received);
    }
    if (total < 0) {
      total = range.total();
    }
    requireEnd(answer);
    body = answer.body().source();
  }

  private boolean fits(Response answer, ContentRange range) {
    return range.start() == received
        && (total < 0 || range.total() < 0 || range.total() == total)
        && encoding.equals(ResultBody.encoding(answer))
        && version != null
        && version.matches(ResultVersion.of(answer));
  }

  /** No byte follows those received: either the file is complete, or it has changed. */
  private void endOrRestart(Response answer) throws IOException {
    ContentRange range = ContentRange.parse(answer.header("Content-Range"));
    boolean all =
        range != null
            && range.start() < 0
            && range.total() == received
            && (total < 0 || total == received);
    if (!all) {
      version = null;
      throw new IOException("the server has nothing from byte " + received + " on (HTTP 416)");
    }
    complete = true;
    close();
  }

  private void recover(IOException failure) {
    close();
    try {
      if (received > 0 && rewind == null && (version == null || version.validator() == null)) {
        throw new BadLinkException(
            "the connection was cut after "
                + received
                + " bytes, and the server cannot be asked for the rest");
      }
      retries.next(failure, received);
    } catch (IOException e) {
      if (e != failure) {
        e.addSuppressed(failure);
      }
      throw DownloadFailures.of(file, e, retries.attempts(), received, transfer.instant());
    }
  }

  @Override
  public void close() {
    Response open = response;
    body = null;
    response = null;
    if (open != null) {
      open.close();
    }
  }
}
