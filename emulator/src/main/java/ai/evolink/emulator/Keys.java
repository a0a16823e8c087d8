package ai.evolink.emulator;

import java.util.Optional;

/** Decides whether a key may call an operation. */
final class Keys {

  private Keys() {}

  /**
   * The key of a request that is allowed to go on. A magic key whose refusal needs to know more
   * than the key (which model, how many credits) is let through to where that is known.
   */
  static String require(Exchange exchange, Operation operation) {
    String key = exchange.key();
    if (key.isEmpty() || MagicKey.INVALID.is(key)) {
      throw Refusal.of(operation, 401);
    }
    Optional<MagicKey> magic = MagicKey.of(key);
    if (magic.isEmpty()) {
      return key;
    }
    if (magic.get() == MagicKey.THROTTLED) {
      throw Refusal.of(operation, 429).header("Retry-After", "1");
    }
    if (!operation.submitsTask() && documents(operation, magic.get().status())) {
      throw Refusal.of(operation, magic.get().status());
    }
    return key;
  }

  /**
   * The file service documents no errors at all; there it is the keys that are refused elsewhere.
   */
  private static boolean documents(Operation operation, int status) {
    return operation.example(status).isPresent()
        || (operation.path().startsWith("/api/") && status == MagicKey.FORBIDDEN.status());
  }
}
