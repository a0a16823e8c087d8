package ai.evolink.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.Artifact;
import ai.evolink.Generation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Saves results in the folder, under the name of their order. */
final class Results {
  private static final int LONGEST_NAME = 80;
  private static final String UNKNOWN = "bin";
  private static final Map<String, String> SUFFIXES =
      Map.ofEntries(
          Map.entry("image/png", "png"),
          Map.entry("image/jpeg", "jpg"),
          Map.entry("image/webp", "webp"),
          Map.entry("image/gif", "gif"),
          Map.entry("image/svg+xml", "svg"),
          Map.entry("video/mp4", "mp4"),
          Map.entry("video/webm", "webm"),
          Map.entry("video/quicktime", "mov"),
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/wav", "wav"),
          Map.entry("audio/x-wav", "wav"),
          Map.entry("audio/ogg", "ogg"),
          Map.entry("audio/flac", "flac"),
          Map.entry("audio/aac", "aac"),
          Map.entry("audio/mp4", "m4a"));

  private final Folder folder;

  Results(Folder folder) {
    this.folder = folder;
  }

  /** A result on disk. */
  record Saved(Path file, String mediaType, long bytes, Artifact artifact) {}

  /**
   * {@return the files of {@code made}, saved} Downloads, which blocks.
   *
   * @param orderId null for a task without one
   * @param savedBefore whether an earlier call has saved all of them: what is still there is not
   *     downloaded again, since its link may be dead by now
   */
  List<Saved> save(@Nullable String orderId, Generation made, boolean savedBefore) {
    List<Saved> saved = new ArrayList<>();
    List<Artifact> artifacts = made.artifacts();
    String base = name(orderId == null ? made.task().id() : orderId);
    for (int i = 0; i < artifacts.size(); i++) {
      String name = artifacts.size() == 1 ? base : base + "_" + (i + 1);
      Artifact artifact = artifacts.get(i);
      List<Path> there = savedBefore ? folder.named(name) : List.of();
      Path file = there.isEmpty() ? download(artifact, name) : there.get(0);
      saved.add(new Saved(file, typeOf(file, artifact), size(file), artifact));
    }
    return saved;
  }

  private Path download(Artifact artifact, String name) {
    String expected = suffix(artifact);
    Path file = artifact.saveTo(folder.free(name, expected));
    String actual = suffix(artifact); // what has come may be something else than the link says
    if (actual.equals(expected)) {
      return file;
    }
    try {
      return Files.move(file, folder.free(name, actual));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String suffix(Artifact artifact) {
    return artifact.mediaType().map(SUFFIXES::get).or(() -> suffix(artifact.uri())).orElse(UNKNOWN);
  }

  private static Optional<String> suffix(URI link) {
    String path = Optional.ofNullable(link.getPath()).orElse("");
    String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return suffix.matches("[a-z0-9]{2,5}") && path.contains(".")
        ? Optional.of(suffix)
        : Optional.empty();
  }

  private static String typeOf(Path file, Artifact artifact) {
    String name = file.getFileName().toString();
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    return SUFFIXES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(suffix))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .or(artifact::mediaType)
        .orElse("application/octet-stream");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return a name for files of that order, the same each time and of no other order} What is not
   * safe on every file system is replaced, and told apart by a hash.
   */
  static String name(String order) {
    if (order.matches("[a-z0-9-]{1," + LONGEST_NAME + "}")) {
      return order;
    }
    String safe = order.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    return cut + "." + hash(order);
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }
}
