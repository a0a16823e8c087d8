package ai.evolink.emulator;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** By what a price is multiplied, word by word. */
final class Factors {

  /** For prices that depend on no word. */
  static final Factors NONE = new Factors(Map.of());

  private final Map<String, BigDecimal> byWord;

  private Factors(Map<String, BigDecimal> byWord) {
    this.byWord = byWord;
  }

  /** Pairs of words, with a bar between those that cost the same, and factors. */
  static Factors of(String... wordsAndFactors) {
    Map<String, BigDecimal> byWord = new LinkedHashMap<>();
    for (int i = 0; i < wordsAndFactors.length; i += 2) {
      for (String word : wordsAndFactors[i].split("\\|", -1)) {
        byWord.put(word, new BigDecimal(wordsAndFactors[i + 1]));
      }
    }
    return new Factors(byWord);
  }

  /** The factor of a word; of one that is not listed, as lenient mode takes it, the highest. */
  BigDecimal at(String word) {
    BigDecimal listed = byWord.get(word);
    return listed != null
        ? listed
        : byWord.values().stream().reduce(BigDecimal::max).orElse(BigDecimal.ONE);
  }
}
