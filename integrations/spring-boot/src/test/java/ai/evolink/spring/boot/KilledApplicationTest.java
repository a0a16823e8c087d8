package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.spring.boot.example.PictureApplication;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;

/** The application of the guide, killed at the worst moments: bought once, and nothing lost. */
@SuppressWarnings("NullAway.Init")
class KilledApplicationTest {
  private static final byte[] SKETCH = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final String ORDER = "/pictures/order-42?prompt=A%20cat";

  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(300)).start();

  private Path folder;
  private ChildApplication application;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Files.createDirectory(folder.resolve("pictures"));
    application =
        new ChildApplication(
            PictureApplication.class,
            folder,
            "evolink.api-key=sk-shop",
            "evolink.base-url=" + emulator.url(),
            "evolink.journal.file=pictures/orders.journal",
            "evolink.callback.key=MDEyMzQ1Njc4OWFiY2RlZg==",
            "management.endpoints.web.exposure.include=health,metrics");
    application.start();
  }

  @AfterEach
  void end() throws Exception {
    application.kill();
    emulator.close();
  }

  @Test
  void orderIsAcceptedAtOnceAndItsCallbackBringsThePicture() throws Exception {
    emulator.nextOutcomes(TaskOutcome.stuck());

    assertThat(application.post(ORDER, SKETCH).statusCode()).isEqualTo(202);
    assertThat(application.get("/pictures/order-42").statusCode()).isEqualTo(404);
    emulator.endTask(taskId(), TaskOutcome.completed());
    awaitPicture();

    Submission sent = emulator.submissions().get(0);
    assertThat(sent.key()).isEqualTo("sk-shop");
    assertThat(sent.prompt()).isEqualTo("A cat");
    assertThat(sent.body()).contains("\"image_urls\":[\"" + emulator.url());
    assertThat(emulator.awaitCallbacks(1, Duration.ofSeconds(60)).get(0).status()).hasValue(204);
    // Listeners hear of a call in their own time.
    application.await(
        () -> application.get("/actuator/metrics/evolink.submits").body().contains("\"accepted\""));
    assertThat(application.log()).contains("v" + SpringBootVersion.getVersion());
  }

  @Test
  void applicationThatIsKilledAfterTheSubmitGoesOnWithItsTask() throws Exception {
    emulator.nextOutcomes(TaskOutcome.stuck());
    assertThat(application.post(ORDER, SKETCH).statusCode()).isEqualTo(202);
    application.kill();

    application.start();
    emulator.endTask(taskId(), TaskOutcome.completed());
    awaitPicture();

    assertThat(application.post(ORDER, SKETCH).statusCode()).isEqualTo(202);
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void applicationThatIsKilledDuringTheSubmitLearnsOfItsTaskByTheCallback() throws Exception {
    emulator.nextOutcomes(TaskOutcome.stuck());
    emulator.inject(Fault.noAnswer().afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());
    Thread caller = new Thread(() -> postAndIgnore());
    caller.start();
    emulator.awaitSubmissions(1, Duration.ofSeconds(60));
    application.kill();
    caller.join();

    application.start();
    HttpResponse<String> again = application.post(ORDER, SKETCH);
    assertThat(again.statusCode()).isEqualTo(500);
    emulator.endTask(taskId(), TaskOutcome.completed());
    awaitPicture();

    assertThat(application.log()).contains("Please decide");
    assertThat(application.post(ORDER, SKETCH).statusCode()).isEqualTo(202);
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void whatNoModelTakesIsRefusedAndCostsNothing() throws Exception {
    assertThat(application.post("/pictures/order-1?prompt=", SKETCH).statusCode()).isEqualTo(400);
    assertThat(emulator.submissions()).isEmpty();
  }

  private void postAndIgnore() {
    try {
      application.post(ORDER, SKETCH);
    } catch (Exception e) {
      // It dies meanwhile.
    }
  }

  private void awaitPicture() throws Exception {
    application.await(() -> Files.exists(folder.resolve("pictures/order-42.png")));
    assertThat(application.get("/pictures/order-42").statusCode()).isEqualTo(200);
  }

  private String taskId() {
    return emulator.submissions().get(0).taskId().orElseThrow();
  }
}
