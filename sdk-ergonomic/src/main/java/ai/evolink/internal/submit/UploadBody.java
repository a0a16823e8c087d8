package ai.evolink.internal.submit;

import ai.evolink.internal.http.RetryRules;
import ai.evolink.internal.media.MediaFormat;
import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Local media as the body of an upload, read while it is sent. Its type is that of its bytes where
 * these tell one, whatever its name says.
 */
public final class UploadBody extends RequestBody {
  private static final long UNKNOWN = -1;

  private final MediaSource source;
  private final String name;
  private final long maxBytes;
  private final @Nullable MediaType type;
  private final long size;

  /**
   * @param name for messages
   */
  UploadBody(MediaSource source, String name, long maxBytes) {
    this.source = source;
    this.name = name;
    this.maxBytes = maxBytes;
    String format = MediaFormat.of(source);
    this.type = format == null ? null : MediaType.parse(format);
    this.size = source.size().orElse(UNKNOWN);
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return size;
  }

  @Override
  public boolean isOneShot() {
    return true; // RetryRules decide about retries; OkHttp must not repeat it
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try (InputStream content = source.open();
        Source bytes = Okio.source(content)) {
      long written = 0;
      long read;
      while ((read = bytes.read(sink.getBuffer(), 8192)) >= 0) {
        written += read;
        if (size != UNKNOWN && written > size) {
          throw changed("more");
        }
        if (written > maxBytes) {
          // Only streams get here: the size of other sources was checked before.
          throw new RetryRules.Lasting("the stream has more than " + maxBytes + " bytes");
        }
        sink.emitCompleteSegments();
      }
      if (size != UNKNOWN && written < size) {
        throw changed(written + " only");
      }
    }
  }

  /** What was announced cannot be taken back, and half a picture is none. */
  private IOException changed(String now) {
    return new RetryRules.Lasting(
        name + " changed while it was sent: it had " + size + " bytes, and now has " + now);
  }
}
