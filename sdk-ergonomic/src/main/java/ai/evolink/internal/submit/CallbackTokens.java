package ai.evolink.internal.submit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The unguessable part of a callback address: a random number and a keyed hash of it, so that every
 * process with the same key can recognise the address.
 */
public final class CallbackTokens {
  static final int MIN_KEY_BYTES = 16;

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE = "evolink callback 1".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE_BYTES = 12;
  private static final int HASH_BYTES = 18;
  private static final int LENGTH = (NONCE_BYTES + HASH_BYTES) * 8 / 6;

  private final SecretKeySpec key;
  private final RandomGenerator random;

  /**
   * @param random a cryptographically strong generator
   */
  public CallbackTokens(byte[] key, RandomGenerator random) {
    this.random = random;
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "The key of a callback hub must have at least "
              + MIN_KEY_BYTES
              + " bytes, but has "
              + key.length);
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** {@return a new token: 40 characters of {@code A–Z a–z 0–9 _ -}, never the same twice} */
  public String mint() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] token =
        ByteBuffer.allocate(NONCE_BYTES + HASH_BYTES).put(nonce).put(hash(nonce)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** Whether {@code token} was made with this key. The hash is compared in constant time. */
  public boolean isGenuine(@Nullable String token) {
    if (token == null || token.length() != LENGTH) {
      return false;
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return false;
    }
    byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
    byte[] told = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
    return MessageDigest.isEqual(hash(nonce), told);
  }

  private byte[] hash(byte[] nonce) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(PURPOSE);
      return Arrays.copyOf(mac.doFinal(nonce), HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
