package ai.evolink.internal.time;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * The source of all randomness: the only place that uses the generators of the machine, so that a
 * simulation can inject its own.
 *
 * @param jitter spreads requests over time; may be predictable
 * @param secrets is cryptographically strong
 */
public record Randomness(RandomGenerator jitter, RandomGenerator secrets) {
  private static final Randomness SYSTEM =
      new Randomness(() -> ThreadLocalRandom.current().nextLong(), () -> Secure.RANDOM.nextLong());

  /** {@return the generators of this machine} Thread-safe. */
  public static Randomness system() {
    return SYSTEM;
  }

  /** {@return a random (version 4) UUID that cannot be guessed} */
  public UUID uuid() {
    long high = secrets.nextLong();
    long low = secrets.nextLong();
    return new UUID(
        (high & 0xffff_ffff_ffff_0fffL) | 0x4000L, (low & 0x3fff_ffff_ffff_ffffL) | 1L << 63);
  }

  /** Created on first use, because seeding takes a while. */
  private static final class Secure {
    static final SecureRandom RANDOM = new SecureRandom();
  }
}
