package ai.evolink;

import java.time.Duration;

/**
 * What a download may do.
 *
 * @param maxBytes the largest file that is fetched
 * @param timeout for one file in all, all attempts together
 * @param privateAllowed whether links may lead into private networks
 */
record DownloadSettings(long maxBytes, Duration timeout, boolean privateAllowed) {
  static final long MAX_BYTES = 2L << 30;
  static final Duration TIMEOUT = Duration.ofHours(1);

  /** A service inside a private network makes links into it. */
  static DownloadSettings of(EvolinkClient.Builder builder, Hosts hosts) {
    return new DownloadSettings(
        builder.maxDownloadBytes,
        builder.downloadTimeout,
        builder.privateDownloadsAllowed || Addresses.isPrivate(hosts.api.host()));
  }
}
