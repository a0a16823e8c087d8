package ai.evolink.internal.download;

import java.io.IOException;

/** Nothing would tell the end of a file from a connection that broke. */
public final class UnmeasuredException extends IOException {
  private static final long serialVersionUID = 1L;

  UnmeasuredException() {
    super("the server announces no length, so that half a file would look like a whole one");
  }
}
