package ai.evolink.model.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the word that was probably meant.
 *
 * <p>Words that differ in case and separators only are the same slip of the pen: {@code
 * aspectRatio}, {@code aspect-ratio}. Otherwise a slip is a letter too many, missing, wrong, or
 * changed places with the next one. Where two words are equally near, neither is proposed.
 */
public final class Nearest {
  /** Of words as short as {@code 1K} and {@code 2K}, any two are near each other. */
  private static final int SHORTEST_WITH_A_SLIP = 4;

  private static final int SHORTEST_WITH_TWO_SLIPS = 8;

  private Nearest() {}

  /**
   * Finds what a name in a request was meant to be.
   *
   * @param word what was written
   * @param words what there is
   * @return the word within two slips, or one if it is short; empty if none or several are as near
   */
  public static Optional<String> to(String word, Collection<String> words) {
    int allowed =
        word.length() < SHORTEST_WITH_A_SLIP ? 0 : word.length() < SHORTEST_WITH_TWO_SLIPS ? 1 : 2;
    return within(allowed, word, words);
  }

  /**
   * Finds what an id was meant to be.
   *
   * @param word what was written
   * @param words what there is
   * @return the word within one slip; empty if none or several are as near
   */
  public static Optional<String> oneSlipFrom(String word, Collection<String> words) {
    return within(1, word, words);
  }

  private static Optional<String> within(int allowed, String word, Collection<String> words) {
    String plain = plain(word);
    int best = allowed;
    Set<String> found = new LinkedHashSet<>();
    for (String candidate : words) {
      int slips = plain(candidate).equals(plain) ? 0 : slips(word, candidate, allowed);
      if (slips < best) {
        found.clear();
        best = slips;
      }
      if (slips == best) {
        found.add(candidate);
      }
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  private static String plain(String word) {
    StringBuilder plain = new StringBuilder(word.length());
    word.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  /** The slips between two words; more than {@code allowed} if there are more. */
  private static int slips(String a, String b, int allowed) {
    if (Math.abs(a.length() - b.length()) > allowed) {
      return allowed + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
