package ai.evolink.internal.download;

import java.util.BitSet;

/** Counts which files of a result were saved, and tells once all of them were. Thread-safe. */
public final class SavedFiles {
  private final int files;
  private final Runnable allSaved;
  private final BitSet saved = new BitSet();

  /**
   * @param files how many there are; with none, nothing is missing
   */
  public SavedFiles(int files, Runnable allSaved) {
    this.files = files;
    this.allSaved = allSaved;
  }

  /** The file at {@code index} was saved. */
  public void saved(int index) {
    boolean last;
    synchronized (saved) {
      last = !saved.get(index) && saved.cardinality() == files - 1;
      saved.set(index);
    }
    if (last) {
      allSaved.run();
    }
  }

  /** All of them were saved, in whatever way. */
  public void all() {
    synchronized (saved) {
      saved.set(0, files);
    }
    allSaved.run();
  }
}
