package ai.evolink.internal.journal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Where the bytes of a journal are. Only one thread uses it at a time. After any method has thrown,
 * nothing may be appended until {@link #replace} has succeeded; {@link NotReplacedException} alone
 * changes nothing.
 */
public interface JournalStorage {
  /**
   * Takes hold of the journal, for this process alone, and reads it. Changes nothing: what is there
   * may not be a journal at all.
   *
   * @return the content; empty for a new journal, which begins with {@link #replace}
   */
  byte[] open() throws IOException;

  /** Adds {@code bytes} at the end. They survive the process, not a power failure. */
  void append(byte[] bytes) throws IOException;

  /** Makes durable what was appended. */
  void force() throws IOException;

  /**
   * Replaces the whole content in one step. Durable. If it throws, the content is the old one or
   * the new one, and both are complete.
   *
   * @throws NotReplacedException if it is the old one, to which may be appended as before
   */
  void replace(Content content) throws IOException;

  /** Something to be written. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** {@return the number of bytes of the content} */
  long size();

  void close();

  /** {@return the name for messages} */
  String name();
}
