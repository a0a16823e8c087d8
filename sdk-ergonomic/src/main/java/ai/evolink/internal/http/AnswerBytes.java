package ai.evolink.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import okio.Buffer;

/**
 * Copies the beginning of a buffer. Okio's own snapshots and peeks share its segments, which cannot
 * go back to their pool then: eight kilobytes for each call.
 */
final class AnswerBytes extends ByteArrayOutputStream {
  private AnswerBytes(int size) {
    super(size);
  }

  static byte[] of(Buffer buffer, long most) throws IOException {
    int size = (int) Math.min(buffer.size(), most);
    AnswerBytes copy = new AnswerBytes(size);
    buffer.copyTo(copy, 0, size);
    return copy.buf; // of just that size
  }
}
