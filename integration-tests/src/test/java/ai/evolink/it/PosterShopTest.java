package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskFailedException;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

public class PosterShopTest {

  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final EvolinkClient evolink =
      EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build();

  /** The code under test; yours is elsewhere. */
  private record PosterShop(EvolinkClient evolink) {
    Path order(String what, Path folder) {
      return evolink.images().generate(ImageRequest.of(what)).result().only().saveInto(folder);
    }
  }

  private final PosterShop shop = new PosterShop(evolink);

  @AfterEach
  void close() {
    evolink.close();
  }

  @Test
  void posterIsMadeAsOrdered(@TempDir Path folder) {
    assertThat(shop.order("A cat on a bicycle", folder)).isNotEmptyFile();

    Submission sent = emulator.submissions().get(0);
    assertThat(sent.prompt()).isEqualTo("A cat on a bicycle");
    assertThat(sent.key()).isEqualTo("sk-test");
  }

  @Test
  void forbiddenPosterIsNotMade(@TempDir Path folder) {
    emulator.nextOutcomes(TaskOutcome.failed("content_policy_violation"));

    assertThatThrownBy(() -> shop.order("A cat robs a bank", folder))
        .isInstanceOf(TaskFailedException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void lostAnswerIsNotPaidForTwice(@TempDir Path folder) {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());

    assertThatThrownBy(() -> shop.order("A cat", folder))
        .isInstanceOf(SubmissionUncertainException.class);
    assertThat(emulator.submissions()).hasSize(1); // made and charged, and not tried again
  }
}
