package ai.evolink.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are switched on, in the order in which they were injected. Whoever asks while
 * there are none reads one field.
 */
final class Faults {

  private static final int MOST = 10_000;

  private final List<Fault> configured;
  private final long seed;
  private final AtomicLong ids = new AtomicLong();
  private Random dice;
  private volatile Injected[] active;

  Faults(List<Fault> configured, long seed) {
    this.configured = List.copyOf(configured);
    this.seed = seed;
    this.dice = new Random(seed);
    this.active = numbered(this.configured);
  }

  /** A fault, the number it is known by, and how often it has struck. */
  static final class Injected {
    private final long id;
    private final Fault fault;
    private int struck;

    Injected(long id, Fault fault) {
      this.id = id;
      this.fault = fault;
    }

    long id() {
      return id;
    }

    Fault fault() {
      return fault;
    }

    synchronized int struck() {
      return struck;
    }

    private synchronized boolean strike() {
      struck++;
      return fault.times().isPresent() && struck >= fault.times().getAsInt();
    }
  }

  /** The fault that this call meets, or null if it meets none. Costs the fault a turn. */
  @Nullable Fault draw(ApiOperation operation, String key) {
    return active.length == 0 ? null : draw(fault -> fault.fits(operation, key));
  }

  /** Whether somebody should look closer; false nearly always. */
  boolean any() {
    return active.length > 0;
  }

  /** The fault that meets a connection which has just been opened. */
  @Nullable Fault drawOnConnect() {
    return active.length == 0 ? null : draw(fault -> fault.cut() == Cut.ON_CONNECT);
  }

  private interface Fit {
    boolean with(Fault fault);
  }

  private synchronized @Nullable Fault draw(Fit fit) {
    for (Injected candidate : active) {
      Fault fault = candidate.fault();
      if (fit.with(fault)
          && (fault.probability() == 1 || dice.nextDouble() < fault.probability())) {
        if (candidate.strike()) {
          remove(candidate.id());
        }
        return fault;
      }
    }
    return null;
  }

  /** Adds faults behind those that are there. */
  synchronized List<Injected> inject(List<Fault> faults) {
    if (active.length + faults.size() > MOST) {
      throw new IllegalArgumentException("At most " + MOST + " faults can be switched on");
    }
    Injected[] added = numbered(faults);
    List<Injected> all = new ArrayList<>(Arrays.asList(active));
    all.addAll(Arrays.asList(added));
    active = all.toArray(Injected[]::new);
    return List.of(added);
  }

  private Injected[] numbered(List<Fault> faults) {
    return faults.stream()
        .map(fault -> new Injected(ids.incrementAndGet(), fault))
        .toArray(Injected[]::new);
  }

  /** Those that can still strike. */
  List<Injected> active() {
    return List.of(active);
  }

  /** Switches one off, or tells that there is none of this number. */
  synchronized boolean remove(long id) {
    Injected[] rest =
        Arrays.stream(active).filter(entry -> entry.id() != id).toArray(Injected[]::new);
    boolean found = rest.length < active.length;
    active = rest;
    return found;
  }

  synchronized void clear() {
    active = new Injected[0];
  }

  /** Back to what the emulator was started with, the dice included. */
  synchronized void reset() {
    dice = new Random(seed);
    active = numbered(configured);
  }
}
