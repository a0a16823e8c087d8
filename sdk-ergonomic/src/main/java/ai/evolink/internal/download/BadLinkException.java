package ai.evolink.internal.download;

import java.io.IOException;

/** The answer of a link is unusable, and would be so again after a retry. */
public final class BadLinkException extends IOException {
  private static final long serialVersionUID = 1L;

  BadLinkException(String why) {
    super(why);
  }
}
