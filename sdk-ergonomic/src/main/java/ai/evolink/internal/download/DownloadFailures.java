package ai.evolink.internal.download;

import ai.evolink.EvolinkException;
import ai.evolink.internal.Access;
import ai.evolink.internal.http.RetryAfter;
import ai.evolink.internal.text.FileProblems;
import ai.evolink.internal.text.OneLine;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import okhttp3.Response;

/**
 * Makes the exceptions of failed downloads, which say why a download failed and what to do about
 * it.
 */
public final class DownloadFailures {
  private static final String AGAIN = "Nothing was charged; try again while the link lives.";

  private DownloadFailures() {}

  /**
   * {@return the exception for an answer that is not a file}
   *
   * @throws DownloadRetries.BusyException if the file may be available later
   */
  static EvolinkException refused(ResultFile file, Response answer, Transfer transfer)
      throws DownloadRetries.BusyException {
    int status = answer.code();
    Instant now = transfer.instant();
    if (LinkStatuses.mayBeEarly(status) && transfer.isFresh(file)) {
      throw new DownloadRetries.EarlyException(status);
    }
    if (LinkStatuses.isDead(status)) {
      return expired(file, "HTTP " + status, age(file, now));
    }
    if (LinkStatuses.mayPass(status)) {
      throw new DownloadRetries.BusyException(status, RetryAfter.of(answer.headers(), now));
    }
    return Access.get()
        .transport(
            "Could not download " + file.name() + ": HTTP " + status + ".",
            null,
            false,
            "Nothing was charged; open the link in a browser to see what is there.");
  }

  static EvolinkException page(ResultFile file, String page, Instant now) {
    Duration age = age(file, now);
    return age.compareTo(ResultFile.LIFETIME) > 0
        ? expired(file, "with " + page, age)
        : Access.get()
            .transport(
                "Could not download " + file.name() + ": in place of the file came " + page + ".",
                null,
                true,
                AGAIN);
  }

  static EvolinkException noData(ResultFile file) {
    return Access.get()
        .transport(
            "Could not save " + file.name() + ": its base64 cannot be decoded.",
            null,
            false,
            "Nothing was charged; the text itself is in Artifact.uri().");
  }

  /**
   * @param bytes the announced length; -1 if there was none
   */
  static EvolinkException tooLarge(ResultFile file, long bytes, long max) {
    String size = bytes < 0 ? "" : String.format(Locale.ROOT, ", %,d,", bytes);
    return Access.get()
        .transport(
            String.format(
                Locale.ROOT,
                "Could not download %s: it has more bytes%s than the %,d that are allowed.",
                file.name(),
                size,
                max),
            null,
            false,
            "If files of this size are expected, raise maxDownloadBytes on the client's builder.");
  }

  /** {@return the exception for a download that is given up} */
  static EvolinkException of(
      ResultFile file, IOException e, int attempts, long received, Instant now) {
    if (e instanceof DownloadRetries.EarlyException early) {
      return expired(file, String.valueOf(early.getMessage()), age(file, now));
    }
    String what = "Could not download " + file.name() + ": " + reason(e);
    if (e instanceof PrivateAddressException) {
      return Access.get()
          .transport(
              what + ".",
              e,
              false,
              "If that network is yours, or a proxy on this machine answers for all names, call"
                  + " allowPrivateDownloads() on the client's builder.");
    }
    if (e instanceof UnmeasuredException) {
      return Access.get()
          .transport(
              what + ".",
              e,
              false,
              "If this server is trusted to send whole files, call allowUnmeasuredDownloads() on"
                  + " the client's builder.");
    }
    if (e instanceof BadLinkException) {
      return Access.get()
          .transport(
              what + ".", e, false, "Nothing was charged; the link itself is in Artifact.uri().");
    }
    String effort =
        attempts > 1
            ? String.format(Locale.ROOT, " (%d attempts, %,d bytes)", attempts, received)
            : "";
    return Access.get().transport(what + effort + ".", e, true, AGAIN);
  }

  static EvolinkException disk(ResultFile file, IOException e) {
    return Access.get()
        .transport(
            "Could not save " + file.name() + ": " + reason(e) + ".",
            e,
            true,
            "Nothing was charged; see to the disk, and save it again while the link lives.");
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    String text = message == null ? "" : OneLine.of(message, 200);
    if (e instanceof PrivateAddressException
        || e instanceof BadLinkException
        || e instanceof UnmeasuredException) {
      return text;
    }
    if (e instanceof FileSystemException failure) {
      return OneLine.cut(FileProblems.of(failure), 200);
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

  private static EvolinkException expired(ResultFile file, String answer, Duration age) {
    return Access.get().expired(file.uri(), file.name(), answer, age, ResultFile.LIFETIME);
  }

  private static Duration age(ResultFile file, Instant now) {
    Duration age = Duration.between(file.submittedAt(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
