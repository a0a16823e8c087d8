package ai.evolink.internal.journal;

import java.io.IOException;

/**
 * Where the bytes of a journal are. Only one thread uses it at a time. After any method but {@link
 * #replace} has thrown, nothing may be appended until {@link #replace} has succeeded.
 */
public interface JournalStorage {
  /**
   * Takes hold of the journal, for this process alone, and reads it.
   *
   * @return the content; empty for a new journal
   */
  byte[] open() throws IOException;

  /** Cuts off what stands behind the first {@code length} bytes. Durable. */
  void truncate(long length) throws IOException;

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
  void replace(byte[] content) throws IOException;

  /** {@return the number of bytes of the content} */
  long size();

  void close();

  /** {@return the name for messages} */
  String name();
}
