package ai.evolink.internal.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Keeps the bytes in memory, so that the journal survives its clients, and not the process. */
public final class MemoryStorage implements JournalStorage {
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public byte[] open() {
    return bytes.toByteArray();
  }

  @Override
  public void append(byte[] added) {
    bytes.writeBytes(added);
  }

  @Override
  public void force() {}

  @Override
  public void replace(Content content) throws IOException {
    ByteArrayOutputStream replacement = new ByteArrayOutputStream();
    content.writeTo(replacement);
    bytes = replacement;
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public void close() {}

  @Override
  public String name() {
    return "journal in memory";
  }
}
