package ai.evolink.internal.submit;

import ai.evolink.internal.http.RetryRules;
import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** The body of an upload, which streams local media while it is sent. */
public final class UploadBody extends RequestBody {
  private final MediaSource source;
  private final long maxBytes;

  UploadBody(MediaSource source, long maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
  }

  @Override
  public @Nullable MediaType contentType() {
    return source.mediaType().map(MediaType::parse).orElse(null);
  }

  @Override
  public long contentLength() {
    return source.size().orElse(-1);
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
        if (written > maxBytes) {
          // Only streams get here: the size of other sources was checked before.
          throw new RetryRules.Lasting("the stream has more than " + maxBytes + " bytes");
        }
        sink.emitCompleteSegments();
      }
    }
  }
}
