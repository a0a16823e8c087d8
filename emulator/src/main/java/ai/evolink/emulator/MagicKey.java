package ai.evolink.emulator;

import java.util.Optional;

/**
 * Keys that are refused wherever the operation documents the status; every other key that is not
 * blank is welcome.
 */
enum MagicKey {
  INVALID("sk-evo-invalid", 401),
  NO_CREDITS("sk-evo-no-credits", 402),
  FORBIDDEN("sk-evo-forbidden", 403),
  THROTTLED("sk-evo-throttled", 429);

  private final String key;
  private final int status;

  MagicKey(String key, int status) {
    this.key = key;
    this.status = status;
  }

  static Optional<MagicKey> of(String key) {
    for (MagicKey magic : values()) {
      if (magic.key.equals(key)) {
        return Optional.of(magic);
      }
    }
    return Optional.empty();
  }

  boolean is(String other) {
    return key.equals(other);
  }

  int status() {
    return status;
  }
}
