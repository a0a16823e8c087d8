package ai.evolink.spec;

/**
 * One difference between two editions.
 *
 * @param what one line that names the place, what it was, and what it is
 */
public record Change(boolean breaking, String what) implements Comparable<Change> {
  static Change breaking(String what) {
    return new Change(true, what);
  }

  static Change compatible(String what) {
    return new Change(false, what);
  }

  /** Breaking ones first. */
  @Override
  public int compareTo(Change other) {
    int order = Boolean.compare(other.breaking, breaking);
    return order == 0 ? what.compareTo(other.what) : order;
  }

  @Override
  public String toString() {
    return (breaking ? "BREAKING    " : "compatible  ") + what;
  }
}
