package ai.evolink.internal.text;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of the file system in words: the JDK tells most of them by the name of a class only. */
public final class FileProblems {
  private FileProblems() {}

  /** {@return which file it was, and what was wrong with it; one line} */
  public static String of(FileSystemException failure) {
    String file = failure.getFile() == null ? "a file" : OneLine.of(failure.getFile());
    String reason = failure.getReason() == null ? "" : OneLine.of(failure.getReason());
    if (!reason.isEmpty()) {
      return file + ": " + reason;
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no file " + file;
    }
    if (failure instanceof AccessDeniedException) {
      return "access to " + file + " is denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return file + " exists already";
    }
    return failure instanceof NotDirectoryException
        ? file + " is not a directory"
        : "the file system refused " + file;
  }
}
