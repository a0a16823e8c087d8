package ai.evolink;

import ai.evolink.internal.download.ArtifactName;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.Task;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a task holds, looking at it never fails: a view that does not fit is empty. */
@Tag("fuzz")
class TaskViewsFuzzTest {
  private static final JsonAdapter<Task> TASKS = EvolinkJson.moshi().adapter(Task.class);

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void noViewFails(byte[] body) throws IOException {
    RUN.begin();
    Task task = FuzzJson.read(TASKS, body);
    if (task != null) {
      TaskSnapshot snapshot = new TaskSnapshot(task);
      TaskHandle handle =
          TaskHandle.of(snapshot.id(), Kind.IMAGE, Instant.EPOCH, task.model(), null, false);
      look(handle, snapshot);
      Task again = Objects.requireNonNull(TASKS.fromJson(snapshot.rawJson()));
      require(new TaskSnapshot(again).equals(snapshot) || !FuzzJson.isWritable(body));
      look(WaiterFixture.generation(handle, snapshot));
    }
  }

  private static void look(TaskHandle handle, TaskSnapshot snapshot) {
    snapshot.estimatedTime();
    snapshot.progress();
    snapshot.model();
    snapshot.error();
    require(!snapshot.toString().isEmpty());
    FuzzWire.requireFitForALog(handle.toString());
    EvolinkException failure = TaskErrors.failure(handle, snapshot);
    if (failure != null) {
      FuzzWire.requireFitForALog(failure.getMessage());
    }
  }

  private static void look(Generation generation) {
    require(generation.artifacts().size() == generation.snapshot().results().size());
    for (Artifact artifact : generation.artifacts()) {
      boolean isTheFile = "data".equalsIgnoreCase(artifact.uri().getScheme());
      require(artifact.expiresAt().isEmpty() == isTheFile && !artifact.toString().isEmpty());
      require(!ArtifactName.of(artifact.uri(), "image/png").isEmpty());
    }
    for (Song song : generation.songs()) {
      song.resultId();
      song.title();
      song.tags();
      song.duration().ifPresent(length -> require(!length.isNegative()));
      song.audioUrl();
      song.streamAudioUrl();
      song.imageUrl();
      require(!song.toString().isEmpty());
    }
    for (Layer layer : generation.layers()) {
      layer.zIndex();
      layer.name();
      layer.description();
      layer.boundingBox();
      layer.uri();
      require(!layer.toString().isEmpty());
    }
    generation.creditsUsed();
    generation.elementId();
    generation.personaId();
    generation.voice();
    require(!generation.toString().isEmpty() && !generation.rawJson().isEmpty());
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("a view told what cannot be");
    }
  }
}
