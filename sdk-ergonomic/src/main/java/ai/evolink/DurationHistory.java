package ai.evolink;

/** Placeholder until learning is there. */
public final class DurationHistory {
  private static final DurationHistory OFF = new DurationHistory();

  private DurationHistory() {}

  public static DurationHistory create() {
    return new DurationHistory();
  }

  public static DurationHistory off() {
    return OFF;
  }

  void completed(String model, long after, long until) {}

  void pending(String model, long after) {}
}
