package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.Kind;
import ai.evolink.ModelInfo;
import ai.evolink.Outcome;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskTimeoutException;
import ai.evolink.VideoRequest;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Mode;
import ai.evolink.emulator.Submission;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.AudioModel;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.TaskErrorCode;
import ai.evolink.model.VideoModel;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK and the emulator, which share nothing but the spec, understand each other. */
class EmulatorTest extends WithEmulator {
  @TempDir Path folder;

  EmulatorTest() {
    super(EvolinkEmulator.builder().pace(Duration.ofMillis(50)));
  }

  @Test
  void pictureIsMadeSavedAndBilled() throws Exception {
    BigDecimal before = evolink.credits().balance().result().account();

    Generation cat =
        evolink
            .images()
            .generate(
                ImageRequest.builder("A cat playing on the grass")
                    .size(AspectRatio.LANDSCAPE_16_9)
                    .build(),
                OFTEN)
            .result();

    BufferedImage picture = ImageIO.read(cat.only().saveTo(folder.resolve("cat.png")).toFile());
    assertThat(picture.getWidth() * 9).isCloseTo(picture.getHeight() * 16, within(32));
    assertThat(evolink.credits().balance().result().account()).isLessThan(before);
    assertThat(emulator.submissions())
        .singleElement()
        .extracting(Submission::taskId)
        .isEqualTo(Optional.of(cat.task().id()));
  }

  @Test
  void localReferenceReachesTheModelAsALink() throws Exception {
    Path first =
        evolink
            .images()
            .generate(ImageRequest.of("A cat"), OFTEN)
            .result()
            .only()
            .saveTo(folder.resolve("cat.png"));

    Generation dog =
        evolink
            .images()
            .generate(
                NanoBanana2Request.builder("A dog")
                    .imageUrls(List.of(MediaSource.file(first)))
                    .build(),
                OFTEN)
            .result();

    assertThat(dog.artifacts()).hasSize(1);
    assertThat(emulator.submissions().get(1).body())
        .contains("\"image_urls\":[\"" + emulator.url());
  }

  @Test
  void everyImageModelThatNeedsOnlyAPromptMakesPictures() {
    List<ModelInfo> models =
        evolink.models().of(Kind.IMAGE).stream().filter(EmulatorTest::needsOnlyAPrompt).toList();
    assertThat(models).hasSizeGreaterThan(30);

    for (ModelInfo model : models) {
      ImageRequest request =
          ImageRequest.builder("A " + model.id()).model(ImageModel.of(model.id())).build();

      Generation made = evolink.images().generate(request, OFTEN).result();

      assertThat(made.artifacts()).as(model.id()).isNotEmpty();
    }
  }

  private static boolean needsOnlyAPrompt(ModelInfo model) {
    return model.request().properties().stream()
        .filter(RequestProperty::required)
        .allMatch(property -> Set.of("model", "prompt").contains(property.name()));
  }

  @Test
  void videoIsMadeByTypeAndByName() throws IOException {
    VideoModel model = VideoModel.of("seedance-1.5-pro");

    Generation made =
        evolink
            .videos()
            .generate(VideoRequest.builder(model, "Waves at night").duration(8).build(), OFTEN)
            .result();

    assertThat(made.task().kind()).isEqualTo(Kind.VIDEO);
    assertThat(Files.readAllBytes(made.only().saveInto(folder)))
        .startsWith(new byte[] {0, 0, 0})
        .contains('f', 't', 'y', 'p');
  }

  @Test
  void songsAreMadeAndTold() {
    AudioModel model = AudioModel.of("suno-v5-beta");

    Generation made =
        evolink
            .audios()
            .generate(AudioRequest.builder(model, "A cheerful pop song").build(), OFTEN)
            .result();

    assertThat(made.songs()).hasSizeGreaterThan(1).allMatch(song -> song.audioUrl().isPresent());
    assertThat(made.artifacts()).hasSameSizeAs(made.songs());
    assertThat(made.artifacts().get(0).saveInto(folder)).isNotEmptyFile();
  }

  @Test
  void tomorrowsModelIsTakenInLenientMode() {
    try (EvolinkEmulator lenient =
            EvolinkEmulator.builder().mode(Mode.LENIENT).pace(Duration.ofMillis(50)).start();
        EvolinkClient tomorrow = EvolinkClient.builder("sk-test").baseUrl(lenient.url()).build()) {
      Generation made =
          tomorrow
              .videos()
              .generate(
                  VideoRequest.builder(VideoModel.of("tomorrow-1"), "x").set("warp", 9).build(),
                  OFTEN)
              .result();

      assertThat(made.task().model()).contains("tomorrow-1");
      assertThat(lenient.submissions().get(0).body()).contains("\"warp\":9");
    }
  }

  @Test
  void failedTaskIsTold() {
    TaskFailedException failed =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                evolink
                    .images()
                    .generate(ImageRequest.of("x emulator:fail:content_policy_violation"), OFTEN)
                    .result());

    assertThat(failed.code()).contains(TaskErrorCode.CONTENT_POLICY_VIOLATION);
  }

  @Test
  void cancelledTaskIsToldInBothSpellings() {
    for (String prompt : List.of("x emulator:cancelled", "x emulator:canceled")) {
      assertThatExceptionOfType(TaskCancelledException.class)
          .isThrownBy(() -> evolink.images().generate(ImageRequest.of(prompt), OFTEN).result());
    }
  }

  @Test
  void unknownStatusIsWaitedOut() {
    assertThat(
            evolink
                .images()
                .generate(ImageRequest.of("x emulator:unknown-status"), OFTEN)
                .result()
                .artifacts())
        .hasSize(1);
  }

  @Test
  void stuckTaskEndsAtTheDeadlineAndCanBeResumed() {
    TaskTimeoutException timeout =
        catchThrowableOfType(
            TaskTimeoutException.class,
            () ->
                evolink
                    .images()
                    .generate(
                        ImageRequest.of("x emulator:stuck"),
                        OFTEN.toBuilder().deadline(Duration.ofMillis(200)).build())
                    .result());

    assertThat(timeout).hasMessageContaining("resume");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void manyTasksEndWithAnOutcomeEach() {
    List<TaskHandle> tasks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String prompt = i % 5 == 0 ? "x emulator:fail:service_error" : "picture " + i;
      tasks.add(evolink.images().submit(ImageRequest.of(prompt)).result());
    }

    List<Outcome> outcomes = evolink.tasks().all(tasks, OFTEN).result();

    assertThat(outcomes).extracting(Outcome::task).containsExactlyElementsOf(tasks);
    assertThat(outcomes).filteredOn(o -> o.result().isPresent()).hasSize(8);
    List<Outcome> streamed = new ArrayList<>();
    evolink.tasks().forEachCompleted(tasks, streamed::add, OFTEN);
    assertThat(streamed).extracting(Outcome::task).containsExactlyInAnyOrderElementsOf(tasks);
  }

  @Test
  void limitThatTheBuilderWouldHaveCaughtIsRefusedByTheServiceToo() {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () ->
                evolink
                    .images()
                    .submit(ImageRequest.builder("x".repeat(2001)).buildUnchecked())
                    .result());

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.param()).contains("prompt");
    assertThat(refused).hasMessageContaining("2000").hasMessageContaining("2001");
  }

  @Test
  void unknownSizeIsRefusedByTheService() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () ->
                evolink
                    .images()
                    .submit(ImageRequest.builder("x").size(AspectRatio.of("7:5")).buildUnchecked())
                    .result())
        .withMessageContaining("HTTP 400")
        .withMessageContaining("size");
  }

  @Test
  void callbackReachesALocalReceiver() throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/done",
        exchange -> {
          told.complete(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/done");
      TaskHandle task =
          evolink.images().submit(ImageRequest.builder("x").callbackUrl(url).build()).result();

      assertThat(told.get(10, TimeUnit.SECONDS)).contains(task.id()).contains("completed");
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void magicKeysAreRefusedAsTheServiceWould() {
    for (Object[] row :
        new Object[][] {
          {"sk-evo-invalid", 401},
          {"sk-evo-no-credits", 402},
          {"sk-evo-forbidden", 403},
          {"sk-evo-throttled", 429}
        }) {
      try (EvolinkClient other =
          EvolinkClient.builder((String) row[0]).baseUrl(emulator.url()).build()) {
        ApiException refused =
            catchThrowableOfType(
                ApiException.class, () -> other.images().submit(ImageRequest.of("x")).result());
        assertThat(refused.statusCode()).isEqualTo(row[1]);
      }
    }
  }

  private static org.assertj.core.data.Offset<Integer> within(int pixels) {
    return org.assertj.core.data.Offset.offset(pixels);
  }
}
