package ai.evolink.internal.journal;

/** Keeps nothing: the entries of a journal in memory are those of {@link EmbeddedJournal}. */
public final class MemoryStorage implements JournalStorage {
  @Override
  public byte[] open() {
    return new byte[0];
  }

  @Override
  public void truncate(long length) {}

  @Override
  public void append(byte[] bytes) {}

  @Override
  public void force() {}

  @Override
  public void replace(byte[] content) {}

  @Override
  public long size() {
    return 0;
  }

  @Override
  public void close() {}

  @Override
  public String name() {
    return "journal in memory";
  }
}
