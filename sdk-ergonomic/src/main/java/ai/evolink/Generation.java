package ai.evolink;

import ai.evolink.internal.download.Downloads;
import ai.evolink.internal.download.SavedFiles;
import ai.evolink.internal.http.SpendMeter;
import ai.evolink.internal.text.Links;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.OneLine;
import ai.evolink.internal.thread.ObserverRelay;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The result of a completed task. Immutable; the links to its files expire. */
public final class Generation {
  private static final long END_OF_YEAR_9999 = 253_402_300_799L;
  private static final int LONGEST_TEXT = 300;

  private final TaskHandle task;
  private final TaskSnapshot last;
  private final List<Artifact> artifacts;
  private final SavedFiles saved;

  private Generation(
      TaskHandle task, TaskSnapshot last, List<Artifact> artifacts, SavedFiles saved) {
    this.task = task;
    this.last = last;
    this.artifacts = artifacts;
    this.saved = saved;
  }

  /**
   * Makes the result of {@code task} from its last, completed, snapshot.
   *
   * @param whenSaved gets the id of the task once all files were saved
   */
  static Generation of(
      TaskHandle task, TaskSnapshot last, Downloads downloads, Consumer<String> whenSaved) {
    Instant accepted = acceptedAt(task, last.task().created());
    List<URI> results = last.results();
    SavedFiles saved = new SavedFiles(results.size(), () -> whenSaved.accept(task.id()));
    List<Artifact> artifacts = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      artifacts.add(new Artifact(results.get(i), accepted, downloads, saved, i));
    }
    Generation made = new Generation(task, last, List.copyOf(artifacts), saved);
    if (results.isEmpty() && !made.isIncomplete()) {
      saved.all(); // what it made is in the answer
    }
    if (made.isIncomplete()) {
      Log.LOGGER.log(
          Level.WARNING,
          () ->
              "Task "
                  + OneLine.of(task.id())
                  + " is completed, but files are missing: it made "
                  + artifacts.size()
                  + made.unusable()
                  + ".");
    }
    return made;
  }

  /**
   * A time outside the supported range is an error of the service, and no reason to lose a result.
   */
  private static Instant acceptedAt(TaskHandle task, @Nullable Long created) {
    return created == null || created < 0 || created > END_OF_YEAR_9999
        ? task.submittedAt()
        : Instant.ofEpochSecond(created);
  }

  /** Tells {@code observer} of every file that is saved. */
  void observedBy(@Nullable ObserverRelay observer) {
    if (observer != null) {
      artifacts.forEach(artifact -> artifact.observedBy(observer));
    }
  }

  /** {@return the task that made this result} */
  public TaskHandle task() {
    return task;
  }

  /**
   * {@return the files, in the order given by the service; unmodifiable, and empty for tasks that
   * make none} {@link #isIncomplete()} says whether files are missing.
   */
  public List<Artifact> artifacts() {
    return artifacts;
  }

  /**
   * {@return whether files are missing, although the task is completed and charged} Either it made
   * neither a file nor a result that needs none, such as a persona, a voice or an element; or some
   * of its results are {@linkplain TaskSnapshot#unusableResults() not usable links}. The other
   * files can be used all the same, and {@link #rawJson()} shows the answer of the service.
   */
  public boolean isIncomplete() {
    return !last.unusableResults().isEmpty()
        || (artifacts.isEmpty() && !TaskResults.needsNoFile(resultData()));
  }

  /**
   * Records in the journal of the client that the results need not be saved any more, for programs
   * that store links, or read them with {@link Artifact#open}: {@link EvolinkClient#recover()} does
   * not list the task then. Saving all files does so, too. Without a journal, nothing happens.
   */
  public void markSaved() {
    saved.all();
  }

  /**
   * {@return the only file of this result} For models that make one. Songs come in pairs, and some
   * requests ask for several files: {@link #artifacts()} has them all.
   *
   * @throws IllegalStateException if there are none or several
   */
  public Artifact only() {
    if (artifacts.size() != 1) {
      throw new IllegalStateException(
          "Task "
              + OneLine.of(task.id())
              + " made "
              + (artifacts.isEmpty() ? "no" : artifacts.size())
              + " files, not one"
              + unusable()
              + "; see artifacts() and rawJson().");
    }
    return artifacts.get(0);
  }

  private String unusable() {
    List<String> unusable = last.unusableResults();
    return unusable.isEmpty()
        ? ""
        : " (no usable link: "
            + OneLine.of(Links.shown(String.join(", ", unusable)), LONGEST_TEXT)
            + ")";
  }

  /**
   * {@return the final charge in credits; empty if the service does not give it, which it need not}
   */
  public Optional<BigDecimal> creditsUsed() {
    return Optional.ofNullable(SpendMeter.cost(last.task()));
  }

  /** {@return what has become of the reserved credits, see {@link TaskSnapshot#billing()}} */
  public Optional<Billing> billing() {
    return last.billing();
  }

  /**
   * {@return what the model reports about its results in addition to the files} A tree of {@code
   * Map}, {@code List}, {@code String}, {@code Long}, {@code BigDecimal} and {@code Boolean}; null
   * for most models.
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
   * {@return the layers of a layer-splitting task, in the order given by the service; empty for
   * others}
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

  /** {@return the id of the Kling element made by a custom-element task; empty for other tasks} */
  public Optional<String> elementId() {
    return JsonView.of(resultData()).text("element_id");
  }

  /** {@return the id of the persona made by a Suno persona task; empty for other tasks} */
  public Optional<String> personaId() {
    return JsonView.of(resultData()).text("persona_id");
  }

  /** {@return the name of the voice made by a voice-design task; empty for other tasks} */
  public Optional<String> voice() {
    return JsonView.of(resultData()).text("voice");
  }

  /** {@return the task as it was when it was first seen completed} */
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
