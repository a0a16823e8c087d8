package ai.evolink.simulation;

import ai.evolink.internal.journal.SharedStore;
import ai.evolink.internal.journal.SharedStore.Fault;

/** The store of two machines, which is away now and then, and does not hear of each always. */
final class Store {
  private static final long SECOND = 1_000_000_000;

  /** The beginning of the world, by the clock of the database. */
  private static final long BIRTH = Jvm.BIRTH.getEpochSecond() * SECOND;

  final SharedStore shared;
  private final World world;
  private final Chance chance;
  private final int trouble;
  private int changes;
  private boolean failed;

  Store(World world, Chance chance, int trouble) {
    this.world = world;
    this.chance = chance;
    this.trouble = trouble;
    this.shared = new SharedStore(() -> BIRTH + world.now());
  }

  /** Whether any change has failed so far. */
  boolean hasFailed() {
    return failed;
  }

  SharedStore.Member of(Jvm process) {
    if (chance.trouble(trouble, "unheard", process.number)) {
      long after = chance.skewed(0, 300 * SECOND, "unheard after", process.number);
      long nanos = chance.skewed(SECOND, 300 * SECOND, "unheard for", process.number);
      world.after(after, () -> process.isUnheard(nanos));
    }
    return shared.join(() -> fault(process));
  }

  /** What becomes of a change; the process may also die in it, before or after. */
  private Fault fault(Jvm process) {
    changes++;
    boolean written = chance.below(2, "written", changes) == 0;
    if (!process.isAlive()) {
      return Fault.NOT_WRITTEN;
    }
    if (chance.trouble(trouble / 10, "kill in change", changes)) {
      process.crash(false);
    } else if (chance.trouble(trouble / 4, "change", changes)) {
      failed = true;
    } else {
      return Fault.NONE;
    }
    return written ? Fault.NOT_TOLD : Fault.NOT_WRITTEN;
  }
}
