package ai.evolink.bulk;

import ai.evolink.Artifact;
import ai.evolink.Generation;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Saves results as files. */
final class FolderSink implements ResultSink {
  private static final int LONGEST = 200;
  private static final Map<String, String> ENDINGS =
      Map.of(
          "image/png", ".png",
          "image/jpeg", ".jpg",
          "image/webp", ".webp",
          "video/mp4", ".mp4",
          "audio/mpeg", ".mp3",
          "audio/wav", ".wav");

  private final Path folder;

  FolderSink(Path folder) {
    this.folder = folder;
  }

  @Override
  public String store(BulkOrder order, Generation made) throws IOException {
    Files.createDirectories(folder);
    List<Artifact> artifacts = made.artifacts();
    String name = name(order.key());
    for (int i = 0; i < artifacts.size(); i++) {
      Artifact artifact = artifacts.get(i);
      String number = artifacts.size() == 1 ? "" : "-" + (i + 1);
      artifact.saveTo(folder.resolve(name + number + ending(artifact)));
    }
    return folder.resolve(name).toString();
  }

  /** A key may have letters that no file name can: they are written as in a URL. */
  private static String name(String key) {
    String safe = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("*", "%2A");
    safe = safe.startsWith(".") ? "%2E" + safe.substring(1) : safe;
    return safe.length() <= LONGEST
        ? safe
        : safe.substring(0, LONGEST - 9) + "-" + Integer.toHexString(key.hashCode());
  }

  private static String ending(Artifact artifact) {
    String type = artifact.mediaType().orElse("");
    String known = ENDINGS.get(type);
    if (known != null) {
      return known;
    }
    String path = artifact.uri().getPath();
    int dot = path == null ? -1 : path.lastIndexOf('.');
    return dot >= 0 && path.substring(dot + 1).matches("[A-Za-z0-9]{1,5}")
        ? path.substring(dot)
        : "";
  }
}
