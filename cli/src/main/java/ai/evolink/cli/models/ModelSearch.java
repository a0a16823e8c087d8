package ai.evolink.cli.models;

import ai.evolink.Kind;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which models are asked for.
 *
 * @param words all of them must stand in the id, whatever separates its parts; none fits all
 * @param kind null for all
 * @param deprecated whether these count too, even if they are not named in full
 */
public record ModelSearch(List<String> words, @Nullable Kind kind, boolean deprecated) {
  /** {@return the models of this version that fit, in the order of the catalogue} */
  public List<ModelInfo> run() {
    return ModelCatalog.get().all().stream().filter(this::fits).toList();
  }

  private boolean fits(ModelInfo model) {
    return (kind == null || model.kind() == kind)
        && (deprecated || !model.deprecated() || words.contains(model.id()))
        && contains(model.id());
  }

  /** {@return whether an id has all words} */
  public boolean contains(String id) {
    String plain = NearMiss.plain(id);
    return words.stream().allMatch(word -> plain.contains(NearMiss.plain(word)));
  }

  /** {@return the one whose id was written in full; null if there is none} */
  public @Nullable ModelInfo exact(List<ModelInfo> found) {
    return words.size() == 1
        ? found.stream().filter(model -> model.id().equals(words.get(0))).findFirst().orElse(null)
        : null;
  }
}
