package ai.evolink;

import ai.evolink.internal.download.ResultUri;
import ai.evolink.model.Task;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The links to the files of a task, in any shape in which the service gives them: a list of strings
 * or objects, or a single one of these, in {@code results} or only in {@code result_data}. An
 * unusable one does not affect the others.
 *
 * @param links the links that can be downloaded, in the order given by the service
 * @param unusable the elements of {@code results} that are not usable links, as text
 */
record TaskResults(List<URI> links, List<String> unusable) {
  /**
   * The properties in which an object may have its file, by priority: the image of a song, for
   * instance, is only its cover.
   */
  private static final List<String> FILES = List.of("url", "video_url", "audio_url", "image_url");

  /** The properties in which an object may have a list of files. */
  private static final List<String> LISTS = List.of("results", "songs", "images");

  /** The properties that are results by themselves, without a file. */
  private static final List<String> NO_FILES =
      List.of("persona_id", "element_id", "voice", "voice_id", "character_name");

  private static final int DEEPEST = 4;

  private static final TaskResults NONE = new TaskResults(List.of(), List.of());

  static TaskResults of(Task task) {
    Object results = task.results();
    if (results == null) { // not as specified
      results = task.additionalProperties().get("results");
    }
    if (results == null && task.resultData() == null) {
      return NONE;
    }
    Set<URI> links = new LinkedHashSet<>();
    List<String> unusable = new ArrayList<>();
    if (results != null) {
      collect(results, links, unusable, 0);
    }
    if (links.isEmpty() || !unusable.isEmpty()) {
      collect(task.resultData(), links, null, 0);
    }
    return new TaskResults(List.copyOf(links), List.copyOf(unusable));
  }

  /** Whether {@code resultData} contains a result that has no file. */
  static boolean needsNoFile(@Nullable Object resultData) {
    return JsonView.listOf(resultData).stream()
        .anyMatch(item -> NO_FILES.stream().anyMatch(name -> item.text(name).isPresent()));
  }

  /**
   * @param unusable collects elements that should be links but are not; null where other values are
   *     legitimate
   */
  private static void collect(
      @Nullable Object value, Set<URI> links, @Nullable List<String> unusable, int depth) {
    if (value instanceof List<?> items && depth < DEEPEST) {
      items.forEach(item -> collect(item, links, unusable, depth + 1));
      return;
    }
    if (value instanceof Map<?, ?> members && depth < DEEPEST) {
      Object file = fileOf(members);
      List<?> lists = LISTS.stream().map(members::get).filter(List.class::isInstance).toList();
      if (file != null || lists.isEmpty()) {
        link(file, value, links, unusable);
      }
      lists.forEach(list -> collect(list, links, unusable, depth + 1));
      return;
    }
    link(value, value, links, unusable);
  }

  private static @Nullable Object fileOf(Map<?, ?> members) {
    return FILES.stream()
        .map(members::get)
        .filter(text -> text instanceof String s && !s.isBlank())
        .findFirst()
        .orElse(null);
  }

  private static void link(
      @Nullable Object text,
      @Nullable Object whole,
      Set<URI> links,
      @Nullable List<String> unusable) {
    URI link =
        text instanceof URI uri
            ? ResultUri.of(uri)
            : text instanceof String s ? ResultUri.of(s) : null;
    if (link != null) {
      links.add(link);
    } else if (unusable != null) {
      unusable.add(String.valueOf(whole));
    }
  }
}
