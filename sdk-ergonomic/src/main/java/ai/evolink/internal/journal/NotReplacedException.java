package ai.evolink.internal.journal;

import java.io.IOException;

/** The content of a journal could not be replaced, and is as it was. */
public final class NotReplacedException extends IOException {
  private static final long serialVersionUID = 1L;

  public NotReplacedException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
