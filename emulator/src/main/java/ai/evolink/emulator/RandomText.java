package ai.evolink.emulator;

import java.util.concurrent.ThreadLocalRandom;

/** Made-up parts of ids. */
final class RandomText {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private RandomText() {}

  static String of(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
