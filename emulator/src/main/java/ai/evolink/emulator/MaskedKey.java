package ai.evolink.emulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names accounts where people look on: keys are told apart, and cannot be read off. */
final class MaskedKey {

  private static final int SHOWN_START = 3;
  private static final int LONG_ENOUGH = 16;

  private MaskedKey() {}

  /**
   * The beginning of a key, and its end if enough is left out between them; a magic key, which is
   * no secret, in full.
   */
  static String of(String key) {
    if (MagicKey.of(key).isPresent()) {
      return key;
    }
    int points = key.codePointCount(0, key.length());
    if (points <= 2 * SHOWN_START) {
      return "…";
    }
    String start = key.substring(0, key.offsetByCodePoints(0, SHOWN_START));
    boolean withEnd = points >= LONG_ENOUGH;
    return start
        + "…"
        + (withEnd ? key.substring(key.offsetByCodePoints(key.length(), -SHOWN_START)) : "");
  }

  /** Few characters that are the same for the same key, and nearly always others for another. */
  static String mark(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }
}
