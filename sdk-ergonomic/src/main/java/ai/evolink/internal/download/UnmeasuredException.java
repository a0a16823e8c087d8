package ai.evolink.internal.download;

import java.io.IOException;

/**
 * The answer announces no length, so the end of the file cannot be distinguished from a broken
 * connection.
 */
public final class UnmeasuredException extends IOException {
  private static final long serialVersionUID = 1L;

  UnmeasuredException() {
    super("the server announces no length, so that half a file would look like a whole one");
  }
}
