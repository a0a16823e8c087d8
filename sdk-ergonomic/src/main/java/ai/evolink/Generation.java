package ai.evolink;

import ai.evolink.internal.download.Downloads;
import ai.evolink.model.TaskUsage;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a completed task has made. Immutable; the files behind it expire. */
public final class Generation {
  private static final long END_OF_YEAR_9999 = 253_402_300_799L;

  private final TaskHandle task;
  private final TaskSnapshot last;
  private final List<Artifact> artifacts;

  private Generation(TaskHandle task, TaskSnapshot last, List<Artifact> artifacts) {
    this.task = task;
    this.last = last;
    this.artifacts = artifacts;
  }

  /** Makes the result of {@code task} from its last, completed, snapshot. */
  static Generation of(TaskHandle task, TaskSnapshot last, Downloads downloads) {
    Instant accepted = acceptedAt(task, last.task().created());
    List<URI> results = last.results();
    List<Artifact> artifacts =
        results.stream().map(uri -> new Artifact(uri, accepted, downloads)).toList();
    return new Generation(task, last, artifacts);
  }

  /** A moment beyond all dates is a mistake of the service's, and no reason to lose a result. */
  private static Instant acceptedAt(TaskHandle task, @Nullable Long created) {
    return created == null || created < 0 || created > END_OF_YEAR_9999
        ? task.submittedAt()
        : Instant.ofEpochSecond(created);
  }

  /** {@return the task that made this} */
  public TaskHandle task() {
    return task;
  }

  /**
   * {@return the files, in the order of the service; unmodifiable, empty for tasks that make none}
   */
  public List<Artifact> artifacts() {
    return artifacts;
  }

  /**
   * {@return the one file of this generation} For models that make one; songs come in twos, and
   * some requests ask for several: {@link #artifacts()} has them all.
   *
   * @throws IllegalStateException if there are none or several
   */
  public Artifact only() {
    if (artifacts.size() != 1) {
      throw new IllegalStateException(
          "Task "
              + task.id()
              + " made "
              + artifacts.size()
              + " files, not one; see artifacts() and rawJson().");
    }
    return artifacts.get(0);
  }

  /** {@return the final charge in credits; empty if the service does not tell it, as it may not} */
  public Optional<BigDecimal> creditsUsed() {
    TaskUsage usage = last.task().usage();
    return usage == null ? Optional.empty() : Optional.ofNullable(usage.creditsUsed());
  }

  /**
   * {@return what the model tells about its results besides the files} A tree of {@code Map},
   * {@code List}, {@code String}, {@code Long}, {@code BigDecimal} and {@code Boolean}; null for
   * most models.
   */
  public @Nullable Object resultData() {
    return last.task().resultData();
  }

  /**
   * {@return the songs of a music task} All three documented shapes of {@link #resultData()} are
   * understood. Empty for other tasks.
   */
  public List<Song> songs() {
    Object data = resultData();
    Object nested = JsonView.of(data).get("songs");
    return JsonView.listOf(nested != null ? nested : data).stream()
        .filter(song -> song.text("audio_url").isPresent() || song.text("result_id").isPresent())
        .map(Song::new)
        .toList();
  }

  /**
   * {@return the layers of a layer-splitting task, in the order of the service; empty for others}
   */
  public List<Layer> layers() {
    List<JsonView> items =
        JsonView.listOf(resultData()).stream()
            .filter(i -> i.number("z_index").isPresent())
            .toList();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Optional<URI> file =
          items.size() == artifacts.size() ? Optional.of(artifacts.get(i).uri()) : Optional.empty();
      layers.add(new Layer(items.get(i), file));
    }
    return List.copyOf(layers);
  }

  /** {@return the id of the Kling element that a custom-element task has made; else empty} */
  public Optional<String> elementId() {
    return JsonView.of(resultData()).text("element_id");
  }

  /** {@return the id of the persona that a Suno persona task has made; else empty} */
  public Optional<String> personaId() {
    return JsonView.of(resultData()).text("persona_id");
  }

  /** {@return the name of the voice that a voice-design task has made; else empty} */
  public Optional<String> voice() {
    return JsonView.of(resultData()).text("voice");
  }

  /** {@return the task as it stood when it was seen completed} */
  public TaskSnapshot snapshot() {
    return last;
  }

  /** {@return the last answer of the service, see {@link TaskSnapshot#rawJson()}} */
  public String rawJson() {
    return last.rawJson();
  }

  @Override
  public String toString() {
    return "Generation[" + task.id() + ", " + artifacts.size() + " files]";
  }
}
