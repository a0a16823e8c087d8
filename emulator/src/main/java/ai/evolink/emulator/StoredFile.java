package ai.evolink.emulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An uploaded file: bytes, or for an upload by link the link alone.
 *
 * @param content empty if it is a link
 * @param link where the bytes are, if they are not here
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and the bytes are never written to.
record StoredFile(
    String id,
    String key,
    String name,
    String originalName,
    String folder,
    String type,
    byte[] content,
    @Nullable URI link,
    Instant uploadedAt) {

  /** That of the documented sample, for a link: nobody has fetched what is behind it. */
  private static final int UNKNOWN_SIZE = 2048;

  private static final Duration LIFE = Duration.ofDays(3);
  private static final ZoneOffset SERVICE_TIME = ZoneOffset.ofHours(8);

  Instant expiresAt() {
    return uploadedAt.plus(LIFE);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt());
  }

  ObjectNode view(String base) {
    ObjectNode view = Json.object();
    view.put("file_id", id);
    view.put("file_name", name);
    view.put("original_name", originalName);
    view.put("file_size", link == null ? content.length : UNKNOWN_SIZE);
    view.put("mime_type", type);
    view.put("upload_path", folder);
    view.put("file_url", base + FilesEndpoint.CONTENT + id + "/" + folder + "/" + name);
    view.put("download_url", base + FilesEndpoint.DOWNLOAD + id);
    view.put("upload_time", time(uploadedAt));
    view.put("expires_at", time(expiresAt()));
    return view;
  }

  private static String time(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        instant.truncatedTo(ChronoUnit.SECONDS).atOffset(SERVICE_TIME));
  }
}
