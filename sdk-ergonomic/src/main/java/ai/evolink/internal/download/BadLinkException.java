package ai.evolink.internal.download;

import java.io.IOException;

/** What a link answers is not to be used, and would not be next time. */
public final class BadLinkException extends IOException {
  private static final long serialVersionUID = 1L;

  BadLinkException(String why) {
    super(why);
  }
}
