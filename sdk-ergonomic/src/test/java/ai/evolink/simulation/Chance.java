package ai.evolink.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All chance of one life but that of the client. Each decision has a name and depends on the seed
 * and that name alone, so that leaving one event out of a life changes none of the others.
 */
final class Chance {
  private final long seed;
  private final Set<String> calmed;

  /** The names of decisions for trouble, in the order in which they were made. */
  private final List<String> troubles = new ArrayList<>();

  /**
   * @param calmed the decisions that come out without trouble, whatever the seed says
   */
  Chance(long seed, Set<String> calmed) {
    this.seed = seed;
    this.calmed = calmed;
  }

  /** {@return a number from 0 to {@code bound - 1}} */
  int below(int bound, String name, long number) {
    return (int) Long.remainderUnsigned(hash(name, number), bound);
  }

  /** {@return a number between the two, the smaller ones more often than the larger ones} */
  long skewed(long least, long most, String name, long number) {
    double fraction = (hash(name, number) >>> 11) * 0x1.0p-53;
    return least + (long) ((most - least) * fraction * fraction * fraction);
  }

  /** Whether something goes wrong that does so in {@code perMille} of a thousand cases. */
  boolean trouble(int perMille, String name, long number) {
    if (perMille == 0 || below(1000, name, number) >= perMille) {
      return false;
    }
    String decision = name + " " + number;
    if (calmed.contains(decision)) {
      return false;
    }
    troubles.add(decision);
    return true;
  }

  List<String> troubles() {
    return troubles;
  }

  /** {@return a stream of numbers of its own} */
  SplittableRandom stream(String name) {
    return new SplittableRandom(hash(name, 0));
  }

  private long hash(String name, long number) {
    long z = seed * 0x9e3779b97f4a7c15L + name.hashCode() * 0xbf58476d1ce4e5b9L + number;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    z ^= z >>> 31;
    z = (z + number) * 0x9e3779b97f4a7c15L;
    return z ^ (z >>> 29);
  }
}
