package ai.evolink.cli.models;

import ai.evolink.Kind;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What models may have been meant by words that none has. */
public final class NearMiss {
  /** A slip in this many letters is forgiven. */
  private static final int LETTERS_PER_SLIP = 3;

  private NearMiss() {}

  /**
   * {@return up to {@code limit} ids of known models that differ from the words by few letters, the
   * nearest first; deprecated ones and aliases are left out}
   *
   * @param kind null for all
   */
  public static List<String> to(List<String> words, @Nullable Kind kind, int limit) {
    List<String> plain =
        words.stream().map(NearMiss::plain).filter(word -> !word.isEmpty()).toList();
    int allowed = plain.stream().mapToInt(word -> word.length() / LETTERS_PER_SLIP).sum();
    record Candidate(String id, int slips, int rest) {}
    return ModelCatalog.get().all().stream()
        .filter(model -> kind == null || model.kind() == kind)
        .filter(model -> !model.deprecated() && model.aliasOf().isEmpty())
        .map(ModelInfo::id)
        .map(
            id ->
                new Candidate(
                    id,
                    plain.stream().mapToInt(word -> slips(word, plain(id))).sum(),
                    Math.abs(plain(id).length() - plain.stream().mapToInt(String::length).sum())))
        .filter(candidate -> candidate.slips() <= allowed && allowed > 0)
        .sorted(
            Comparator.comparingInt(Candidate::slips)
                .thenComparingInt(Candidate::rest)
                .thenComparing(Candidate::id))
        .map(Candidate::id)
        .limit(limit)
        .toList();
  }

  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  /** The fewest letters to change for {@code word} to stand somewhere in {@code text} (Sellers). */
  static int slips(String word, String text) {
    int[] last = new int[text.length() + 1];
    for (int i = 1; i <= word.length(); i++) {
      int[] row = new int[text.length() + 1];
      row[0] = i;
      for (int j = 1; j <= text.length(); j++) {
        int change = word.charAt(i - 1) == text.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], row[j - 1]));
      }
      last = row;
    }
    return Arrays.stream(last).min().orElse(word.length());
  }
}
