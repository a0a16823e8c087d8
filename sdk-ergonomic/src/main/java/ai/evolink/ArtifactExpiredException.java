package ai.evolink;

import java.net.URI;

/**
 * A result link no longer works. Links die, most of them 24 hours after the task ended; the file is
 * gone, and only a new paid task makes it again.
 */
public final class ArtifactExpiredException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final transient URI uri;

  ArtifactExpiredException(URI uri, int status, String age) {
    super(
        "The result link " + uri.getHost() + uri.getPath() + " answers HTTP " + status + age + ".",
        null,
        Charge.NONE,
        "Result links expire; save results as soon as a task completes.");
    this.uri = uri;
  }

  /** {@return the link} */
  public URI uri() {
    return uri;
  }
}
