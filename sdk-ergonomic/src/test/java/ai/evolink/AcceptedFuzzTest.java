package ai.evolink;

import ai.evolink.model.MediaSource;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okio.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever a success says, each verb ends with a value or an exception of ours, and a task that was
 * bought can be resumed.
 */
@Tag("fuzz")
class AcceptedFuzzTest {
  private static final FuzzWire WIRE = new FuzzWire();
  private static final ImageRequest REQUEST = ImageRequest.of("A cat");
  private static final MediaSource PICTURE = MediaSource.bytes(new byte[] {1}, "image/png");
  private static final String ID = "task-unified-1757165031-uyujaw3d";

  /** Of whatever task is asked for: an answer about another one would be waited out. */
  private static final ByteString DONE = ByteString.encodeUtf8("{\"status\":\"completed\"}");

  private static final WaitOptions AT_ONCE =
      WaitOptions.builder()
          .policy(PollPolicy.fixed(Duration.ofMillis(1)))
          .deadline(Duration.ofMillis(500))
          .build();

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void everyVerbEnds(byte[] input) {
    RUN.begin();
    FuzzWire.Input answer = FuzzWire.Input.of(input);
    WIRE.forget();
    WIRE.answer(answer.number(1, 200, 300), "", answer.body());
    WIRE.answer(200, "", DONE);
    CompletableFuture<?> future = begin(answer.word(0));
    EvolinkException failure = FuzzWire.failureOf(future);
    if (failure != null) {
      FuzzWire.requireFitForALog(failure.getMessage());
    } else if (future.join() instanceof TaskHandle task) {
      FuzzWire.requireFitForALog(task.toString());
      TaskHandle read = TaskHandle.fromToken(task.toToken());
      if (!read.equals(task)
          || !read.model().equals(task.model())
          || !read.estimatedTime().equals(task.estimatedTime())) {
        throw new AssertionError(task + " came back as " + read);
      }
    }
  }

  private static CompletableFuture<?> begin(String verb) {
    return switch (verb) {
      case "submit" -> WIRE.evolink.images().submit(REQUEST);
      case "generate" -> WIRE.evolink.images().generate(REQUEST, AT_ONCE);
      case "follow" -> WIRE.evolink.tasks().follow(ID, AT_ONCE);
      case "balance" ->
          WIRE.evolink.credits().balance().thenApply(b -> b.spendable() + "" + b + b.key());
      case "quota" -> WIRE.evolink.files().quota();
      case "upload" -> WIRE.evolink.files().upload(PICTURE);
      default -> WIRE.evolink.tasks().get(ID);
    };
  }
}
