package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Balance;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The real service, where there is a key. What costs credits needs a word of its own. */
@EnabledIfEnvironmentVariable(
    named = "EVOLINK_API_KEY",
    matches = ".+",
    disabledReason = "needs EVOLINK_API_KEY")
class LiveSmokeTest {
  @TempDir Path folder;

  @Test
  void balanceIsRead() {
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      Balance balance = evolink.credits().balance().result();

      assertThat(balance.spendable()).isNotNegative();
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "EVOLINK_LIVE_SPEND",
      matches = "yes",
      disabledReason = "costs credits; set EVOLINK_LIVE_SPEND=yes")
  void pictureIsMade() {
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      Generation cat =
          evolink.images().generate(ImageRequest.of("A cat playing on the grass")).result();

      assertThat(cat.only().saveInto(folder)).isNotEmptyFile();
    }
  }
}
