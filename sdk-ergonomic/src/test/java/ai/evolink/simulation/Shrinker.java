package ai.evolink.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leaves out of a life that breaks a law whatever it can without saving it. */
final class Shrinker {
  private final long seed;
  private final int submits;
  private final boolean batches;
  private final Set<Integer> dropped = new HashSet<>();
  private final Set<String> calmed = new HashSet<>();

  private Shrinker(long seed, int submits, boolean batches) {
    this.seed = seed;
    this.submits = submits;
    this.batches = batches;
  }

  /** {@return what is left of the life, with all that happens in it} */
  static Life.Report shrink(long seed, int submits, boolean batches) {
    return new Shrinker(seed, submits, batches).shrink();
  }

  private Life.Report shrink() {
    Life.Report shortest = live(dropped, calmed);
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int number : shortest.script().numbers()) {
        Set<Integer> fewer = new HashSet<>(dropped);
        fewer.add(number);
        Life.Report without = live(fewer, calmed);
        if (without.broken() != null) {
          dropped.add(number);
          shortest = without;
          shorter = true;
        }
      }
      for (String trouble : List.copyOf(shortest.troubles())) {
        Set<String> calmer = new HashSet<>(calmed);
        calmer.add(trouble);
        Life.Report without = live(dropped, calmer);
        if (without.broken() != null) {
          calmed.add(trouble);
          shortest = without;
          shorter = true;
        }
      }
    }
    return shortest;
  }

  private Life.Report live(Set<Integer> without, Set<String> calm) {
    return Life.of(Script.of(seed, submits, batches, without), calm, true);
  }
}
