package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.cli.models.LiveCatalog;
import ai.evolink.cli.models.LiveCatalog.LiveModel;
import ai.evolink.cli.models.ModelSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code evolink models --live}: what the service has now, beside what this version knows. */
final class LiveModels {
  private final List<LiveModel> live;
  private final List<ModelInfo> unlisted;

  private LiveModels(List<LiveModel> live, List<ModelInfo> unlisted) {
    this.live = live;
    this.unlisted = unlisted;
  }

  static LiveModels of(EvolinkClient client, ModelSearch search) {
    List<LiveModel> all = new LiveCatalog(client).models();
    List<LiveModel> live =
        all.stream()
            .filter(model -> search.kind() == null || model.kind() == search.kind())
            .filter(
                model ->
                    search.contains(model.id())
                        || model.aliases().stream().anyMatch(search::contains))
            .toList();
    List<ModelInfo> unlisted =
        search.run().stream()
            .filter(known -> all.stream().noneMatch(model -> isCalled(model, known)))
            .toList();
    return new LiveModels(live, unlisted);
  }

  private static boolean isCalled(LiveModel model, ModelInfo known) {
    return model.isCalled(known.id()) || known.aliasOf().filter(model::isCalled).isPresent();
  }

  boolean isEmpty() {
    return live.isEmpty() && unlisted.isEmpty();
  }

  void show(Console console) {
    if (console.json()) {
      List<Map<String, @Nullable Object>> documents = new ArrayList<>();
      live.forEach(model -> documents.add(document(model)));
      unlisted.forEach(model -> documents.add(document(model)));
      console.document(documents);
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    live.forEach(
        model ->
            rows.add(
                List.of(
                    word(model),
                    model.id(),
                    Objects.requireNonNullElse(model.status(), "unknown"),
                    note(model))));
    unlisted.forEach(
        model ->
            rows.add(
                List.of(
                    model.kind().name().toLowerCase(Locale.ROOT),
                    model.id(),
                    "not listed",
                    model.deprecated() ? "deprecated" : "")));
    Tables.lines(rows).forEach(console::line);
  }

  private static String note(LiveModel model) {
    List<String> notes = new ArrayList<>();
    if (!isKnown(model)) {
      notes.add("not known to this version");
    }
    if (!model.lifecycle().isEmpty() && !model.lifecycle().equals("active")) {
      notes.add(model.lifecycle());
    }
    if (!model.aliases().isEmpty()) {
      notes.add("also called " + String.join(", ", model.aliases()));
    }
    return String.join("; ", notes);
  }

  private static boolean isKnown(LiveModel model) {
    return ModelCatalog.get().all().stream().anyMatch(known -> isCalled(model, known));
  }

  private static String word(LiveModel model) {
    return model.kind() == null ? "" : model.kind().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> document(LiveModel model) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", model.id());
    document.put("kind", word(model));
    document.put("listed", true);
    document.put("known", isKnown(model));
    document.put("status", model.status());
    document.put("lifecycle", model.lifecycle());
    document.put("aliases", model.aliases());
    return document;
  }

  private static Map<String, @Nullable Object> document(ModelInfo model) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", model.id());
    document.put("kind", model.kind().name().toLowerCase(Locale.ROOT));
    document.put("listed", false);
    document.put("known", true);
    document.put("status", null);
    document.put("lifecycle", model.deprecated() ? "deprecated" : "");
    document.put("aliases", List.of());
    return document;
  }
}
