package ai.evolink;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import okhttp3.Response;

/** Says why a result could not be had, and what to do about it. */
final class DownloadFailures {
  private static final String AGAIN = "Nothing was charged; try again while the link lives.";

  private DownloadFailures() {}

  /**
   * {@return what to make of an answer that is no file}
   *
   * @throws DownloadRetries.BusyException if it may be one later
   */
  static EvolinkException refused(Artifact artifact, Response answer)
      throws DownloadRetries.BusyException {
    int status = answer.code();
    return switch (status) {
      case 401, 403, 404, 410 ->
          new ArtifactExpiredException(artifact, "HTTP " + status, age(artifact));
      case 408, 429, 500, 502, 503, 504 ->
          throw new DownloadRetries.BusyException(
              status, RetryAfter.parse(answer.header("Retry-After"), Instant.now()));
      default ->
          new TransportException(
              "Could not download " + artifact.name() + ": HTTP " + status + ".",
              null,
              false,
              "Nothing was charged; open the link in a browser to see what is there.");
    };
  }

  static EvolinkException page(Artifact artifact, String page) {
    Duration age = age(artifact);
    return age.compareTo(Artifact.LIFETIME) > 0
        ? new ArtifactExpiredException(artifact, "with " + page, age)
        : new TransportException(
            "Could not download " + artifact.name() + ": in place of the file came " + page + ".",
            null,
            true,
            AGAIN);
  }

  /**
   * @param bytes the announced length; -1 if there was none
   */
  static EvolinkException tooLarge(Artifact artifact, long bytes, long max) {
    String size = bytes < 0 ? "" : String.format(Locale.ROOT, ", %,d,", bytes);
    return new TransportException(
        String.format(
            Locale.ROOT,
            "Could not download %s: it has more bytes%s than the %,d that are allowed.",
            artifact.name(),
            size,
            max),
        null,
        false,
        "If files of this size are expected, raise maxDownloadBytes on the client's builder.");
  }

  static EvolinkException of(Artifact artifact, IOException e, int attempts, long received) {
    String what = "Could not download " + artifact.name() + ": " + reason(e);
    if (e instanceof PrivateAddressException) {
      return new TransportException(
          what + ".",
          e,
          false,
          "If that network is yours, call allowPrivateDownloads() on the client's builder.");
    }
    if (e instanceof BadLinkException) {
      return new TransportException(
          what + ".", e, false, "Nothing was charged; the link itself is in Artifact.uri().");
    }
    String effort =
        attempts > 1
            ? String.format(Locale.ROOT, " (%d attempts, %,d bytes)", attempts, received)
            : "";
    return new TransportException(what + effort + ".", e, true, AGAIN);
  }

  static EvolinkException disk(Artifact artifact, IOException e) {
    return new TransportException(
        "Could not save " + artifact.name() + ": " + reason(e) + ".",
        e,
        true,
        "Nothing was charged; see to the disk, and save it again while the link lives.");
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    String text = message == null ? "" : OneLine.cut(OneLine.of(message), 200);
    if (e instanceof PrivateAddressException || e instanceof BadLinkException) {
      return text;
    }
    if (e instanceof UnknownHostException) {
      return "the host name cannot be resolved" + (text.isEmpty() ? "" : " (" + text + ")");
    }
    return e.getClass() == IOException.class
            || e instanceof DownloadRetries.BusyException
            || text.startsWith("it took longer")
        ? text
        : e.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text);
  }

  private static Duration age(Artifact artifact) {
    Duration age = Duration.between(artifact.submittedAt(), Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
