package ai.evolink;

import ai.evolink.internal.media.FileEndings;
import ai.evolink.internal.text.FileProblems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of one item of a batch. */
final class BatchFiles {
  /** Endings that a result may have got that the caller's name has not. */
  private static final List<String> ENDINGS =
      List.of(
          "", ".png", ".jpg", ".webp", ".mp4", ".mp3", ".wav", ".webm", ".mov", ".gif", ".avif",
          ".flac", ".ogg", ".m4a", ".aac", ".opus", ".svg");

  private BatchFiles() {}

  /**
   * Saves all results.
   *
   * @param saved gets each file once it is complete
   * @throws EvolinkException if a link does not answer or its file cannot be written
   */
  static void save(Path target, List<Artifact> results, List<Path> saved) {
    try {
      Path folder = target.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not create a folder: " + reason(e), e);
    }
    for (int i = 0; i < results.size(); i++) {
      Artifact result = results.get(i);
      String ending = result.mediaType().map(FileEndings::of).orElse("");
      Path file = results.size() == 1 ? target : numbered(target, i + 1);
      saved.add(result.saveTo(hasEnding(target) ? file : with(file, ending)));
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException disk ? FileProblems.of(disk) : e.toString();
  }

  /** {@return the files of an earlier run; empty if they are gone} */
  static List<Path> find(Path target) {
    for (String ending : hasEnding(target) ? List.of("") : ENDINGS) {
      Path one = with(target, ending);
      if (Files.exists(one)) {
        return List.of(one);
      }
      List<Path> several = new ArrayList<>();
      for (Path next = with(numbered(target, 1), ending); Files.exists(next); ) {
        several.add(next);
        next = with(numbered(target, several.size() + 1), ending);
      }
      if (!several.isEmpty()) {
        return several;
      }
    }
    return List.of();
  }

  private static boolean hasEnding(Path file) {
    return FileEndings.typeOf(name(file)) != null;
  }

  private static Path with(Path file, String ending) {
    return ending.isEmpty() ? file : file.resolveSibling(name(file) + ending);
  }

  private static Path numbered(Path file, int number) {
    String name = name(file);
    int dot = hasEnding(file) ? name.lastIndexOf('.') : name.length();
    return file.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
