package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ApiException;
import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.VideoRequest;
import ai.evolink.cli.Main;
import ai.evolink.emulator.EmulatorClock;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.ManualClock;
import ai.evolink.emulator.Mode;
import ai.evolink.emulator.Submission;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.AudioModel;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.ResolutionTier;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.VideoModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ways of {@code docs/tomorrows-models.md} to models, fields and limits that this version does
 * not know, against an emulator that is as lenient as the service may be.
 */
class TomorrowTest extends WithEmulator {
  private static final byte[] PNG = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
  };

  @TempDir Path folder;

  TomorrowTest() {
    super(EvolinkEmulator.builder().mode(Mode.LENIENT).pace(Duration.ofMillis(20)));
  }

  @Test
  void newImageModelTakesAnyFieldAndLocalFilesWhereverTheyAre() throws IOException {
    Path mask = Files.write(folder.resolve("mask.png"), PNG);

    Generation made =
        evolink
            .images()
            .generate(
                ImageRequest.builder("A cat in the rain")
                    .model(ImageModel.of("tomorrow-1"))
                    .set("style_strength", 0.75)
                    .set("seed", 9_007_199_254_740_993L)
                    .set("hd", true)
                    .set(
                        "model_params",
                        Map.of("layers", List.of("sky", MediaSource.file(mask)), "deep", Map.of()))
                    .build(),
                OFTEN)
            .result();

    assertThat(made.task().model()).contains("tomorrow-1");
    assertThat(made.only().saveTo(folder.resolve("cat.png"))).isNotEmptyFile();
    Map<?, ?> sent = body();
    assertThat(sent.get("model")).isEqualTo("tomorrow-1");
    assertThat(sent.get("prompt")).isEqualTo("A cat in the rain");
    assertThat(sent.get("style_strength")).isEqualTo(new BigDecimal("0.75"));
    assertThat(sent.get("seed")).isEqualTo(9_007_199_254_740_993L);
    assertThat(sent.get("hd")).isEqualTo(true);
    assertThat(sent.get("model_params").toString())
        .matches("\\{.*layers=\\[sky, " + emulator.url() + ".*].*}")
        .contains("deep={}");
  }

  @Test
  void newVideoAndAudioModelsAreTakenToo() {
    evolink
        .videos()
        .generate(
            VideoRequest.builder(VideoModel.of("tomorrow-2"), "Waves").set("warp", 9).build(),
            OFTEN)
        .result();
    evolink
        .audios()
        .generate(
            AudioRequest.builder(AudioModel.of("tomorrow-3"), "Rain").set("bpm", 90).build(), OFTEN)
        .result();

    assertThat(emulator.submissions())
        .extracting(Submission::path)
        .containsExactly("/v1/videos/generations", "/v1/audios/generations");
    assertThat(emulator.submissions())
        .extracting(Submission::body)
        .containsExactly(
            "{\"model\":\"tomorrow-2\",\"prompt\":\"Waves\",\"warp\":9}",
            "{\"model\":\"tomorrow-3\",\"prompt\":\"Rain\",\"bpm\":90}");
  }

  @Test
  void typedRequestTakesANewFieldAndANewWord() {
    NanoBanana2Request request =
        NanoBanana2Request.builder("A cat")
            .size(AspectRatio.of("7:5"))
            .quality(ResolutionTier.of("8K"))
            .set("seed", 7)
            .build();

    evolink.images().generate(request, OFTEN).result();

    assertThat(emulator.submissions().get(0).body())
        .isEqualTo(
            "{\"model\":\"gemini-3.1-flash-image-preview\",\"prompt\":\"A cat\",\"size\":\"7:5\","
                + "\"quality\":\"8K\",\"seed\":7}");
  }

  @Test
  void typedRequestRefusesToSetWhatItHasAMethodFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NanoBanana2Request.builder("A cat").set("quality", "8K"))
        .withMessageContaining("quality");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageRequest.builder("A cat").set("when", new StringBuilder[0]))
        .withMessageContaining("StringBuilder");
  }

  /** The emulator keeps the limits of today, so its refusal shows that the request was sent. */
  @Test
  void agedLimitIsLeftToTheService() {
    String epic = "x".repeat(2001);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NanoBanana2Request.builder(epic).build())
        .withMessageContaining("2000");

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () ->
                evolink
                    .images()
                    .submit(NanoBanana2Request.builder(epic).buildUnchecked())
                    .result());
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () -> evolink.images().submit(ImageRequest.builder(epic).buildUnchecked()).result());

    assertThat(emulator.submissions()).extracting(Submission::prompt).containsExactly(epic, epic);
  }

  @Test
  void unknownStatusIsShownAsItCameAndIsNoEnd() {
    ManualClock clock = EmulatorClock.manual();
    try (EvolinkEmulator still =
            EvolinkEmulator.builder().pace(Duration.ofSeconds(60)).clock(clock).start();
        EvolinkClient client = EvolinkClient.builder("sk-test").baseUrl(still.url()).build()) {
      TaskHandle task =
          client.images().submit(ImageRequest.of("x emulator:unknown-status")).result();
      clock.advance(Duration.ofSeconds(30));

      TaskSnapshot strange = client.tasks().get(task.id()).result();

      assertThat(TaskStatus.known()).doesNotContain(strange.status());
      assertThat(strange.isTerminal()).isFalse();
      assertThat(strange.rawJson()).contains("\"" + strange.status().value() + "\"");
      clock.advance(Duration.ofSeconds(31));
      Generation made = client.tasks().follow(task, OFTEN).result();
      assertThat(made.rawJson()).contains(task.id()).contains("\"completed\"");
    }
  }

  @Test
  void commandLineSendsFieldsOfAnUnknownModelAndOfAKnownOneUnchecked() {
    run("image", "A cat", "--model", "tomorrow-1", "--set", "style=0.75", "--set", "tags=[\"a\"]");
    run("image", "A cat", "--set", "sede=7", "--unchecked");

    assertThat(emulator.submissions()).hasSize(2);
    assertThat(emulator.submissions().get(0).body())
        .contains("\"model\":\"tomorrow-1\"")
        .contains("\"style\":0.75")
        .contains("\"tags\":[\"a\"]");
    assertThat(emulator.submissions().get(1).body()).contains("\"sede\":7");
  }

  @Test
  void commandLineSendsARequestFromAFile() throws IOException {
    Path request =
        Files.writeString(
            folder.resolve("request.json"),
            "{\"model\":\"tomorrow-2\",\"prompt\":\"Waves\",\"camera\":{\"pan\":\"left\"}}");

    run("video", "--request", request.toString());

    assertThat(emulator.submissions().get(0).body())
        .contains("\"model\":\"tomorrow-2\"")
        .contains("\"camera\":{\"pan\":\"left\"}");
  }

  private void run(String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--out";
    all[args.length + 1] = folder.toString();
    Map<String, String> env =
        Map.of("EVOLINK_API_KEY", "sk-test", "EVOLINK_BASE_URL", emulator.url().toString());

    int exit = Main.run(all, out, out, env, new ByteArrayInputStream(new byte[0]));

    assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  private Map<?, ?> body() throws IOException {
    Object body =
        EvolinkJson.moshi().adapter(Object.class).fromJson(emulator.submissions().get(0).body());
    return (Map<?, ?>) Objects.requireNonNull(body);
  }
}
