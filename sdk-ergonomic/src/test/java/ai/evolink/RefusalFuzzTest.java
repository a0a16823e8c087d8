package ai.evolink;

import ai.evolink.model.MediaSource;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a refusal says, it is an exception of ours with a message that fits into a log. */
@Tag("fuzz")
class RefusalFuzzTest {
  private static final FuzzWire WIRE = new FuzzWire();
  private static final ImageRequest REQUEST = ImageRequest.of("A cat");
  private static final MediaSource PICTURE = MediaSource.bytes(new byte[] {1}, "image/png");

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void everyRefusalIsOurs(byte[] input) {
    RUN.begin();
    FuzzWire.Input answer = FuzzWire.Input.of(input);
    int status = answer.number(1, 300, 600);
    boolean submit = answer.word(0).equals("submit");
    WIRE.forget();
    WIRE.answer(status, answer.word(2), answer.body());
    EvolinkException failure =
        Objects.requireNonNull(
            FuzzWire.failureOf(
                switch (answer.word(0)) {
                  case "submit" -> WIRE.evolink.images().submit(REQUEST);
                  case "balance" -> WIRE.evolink.credits().balance();
                  case "upload" -> WIRE.evolink.files().upload(PICTURE);
                  default -> WIRE.evolink.tasks().get("task-unified-1-a");
                }));
    FuzzWire.requireFitForALog(failure.getMessage());
    if (failure instanceof ApiException refusal) {
      require(refusal.statusCode() == status);
      refusal.retryAfter().ifPresent(d -> require(d.compareTo(Duration.ofDays(1)) <= 0));
      require(submit || refusal.charge() == Charge.NONE);
    } else if (status == 407) { // of a proxy, which has passed nothing on
      require(failure instanceof TransportException && failure.charge() == Charge.NONE);
    } else {
      require(submit && failure.charge() == Charge.UNKNOWN);
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("the refusal does not tell what happened");
    }
  }
}
