package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The price is known before anything is bought. */
class PricesTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final String out;

  PricesTest(@TempDir Path folder) {
    out = folder + "/";
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void dryRunShowsThePriceAndBuysNothing() {
    Run run = evolink("image", "A cat", "--dry-run").succeeded();
    assertThat(run.out()).startsWith("curl ");
    assertThat(run.err()).isEqualToNormalizingNewlines("Price: 1.6 credits by the price list.\n");
    Run json = evolink("image", "A cat", "--dry-run", "--json").succeeded();
    assertThat((Map<?, ?>) json.document().get("price"))
        .extracting("credits_least", "credits_most")
        .allSatisfy(credits -> assertThat(credits).hasToString("1.6"));
    assertThat(evolink("image", "x", "--model", "tomorrow-1", "--dry-run").succeeded().err())
        .contains("Price: unknown, since the price list does not have the model.");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void confirmationShowsThePriceAndNoMeansNo() throws Exception {
    LiveRun no = typed("n\n", "image", "A cat", "--confirm", "-o", out);
    assertThat(no.exit()).isEqualTo(130);
    assertThat(no.err.text())
        .contains("Price: 1.6 credits by the price list. Go on? [y/N]")
        .contains("error: Nothing was submitted.");
    assertThat(emulator.submissions()).isEmpty();

    assertThat(typed("y\n", "image", "A cat", "--confirm", "-o", out).exit()).isZero();
    assertThat(emulator.submissions()).hasSize(1);
    Run pipe = evolink("image", "A cat", "--confirm", "-o", out);
    assertThat(pipe.exit()).isEqualTo(2);
    assertThat(pipe.err()).contains("--confirm needs a terminal to ask on.");
  }

  @Test
  void videoAndAudioWithoutAModelOfferTheCheapestWithTheirPrices() {
    Run video = evolink("video", "Waves");
    assertThat(video.exit()).isEqualTo(2);
    assertThat(video.err())
        .contains("error: Missing option: --model")
        .contains(
            "next:  The cheapest that take a prompt: doubao-seedance-1.0-pro-fast (0.9 credits per"
                + " output second), ")
        .contains("'models --kind video --sort price' lists all.");
    assertThat(evolink("audio", "A song").err()).contains("suno-v4 (8 credits per request)");
    // Without a price list, the message is there all the same.
    assertThat(Run.with(Run.environment("http://127.0.0.1:1"), "", "video", "Waves").err())
        .contains("next:  'models --kind video' lists the models.");
  }

  @Test
  void modelsAreSortedByPriceWithinTheirUnit() {
    List<String> lines =
        evolink("models", "--kind", "video", "--sort", "price").succeeded().out().lines().toList();
    assertThat(lines.get(0))
        .as("the unit of most comes first")
        .endsWith("credits per output second");
    assertThat(String.join("\n", lines))
        .containsPattern(
            "(?s)video  doubao-seedance-1.0-pro-fast +0.9 credits.*video  seedance-1.5-pro +1.7784 ");
    assertThat(lines.get(lines.size() - 1)).endsWith("no price");

    Object documents =
        Json.parse(
                evolink("models", "--kind", "image", "--sort", "price", "--json").succeeded().out())
            .orElseThrow();
    assertThat((List<?>) documents)
        .first()
        .satisfies(
            first ->
                assertThat(((Map<?, ?>) first).keySet())
                    .isEqualTo(
                        java.util.Set.of(
                            "id", "kind", "credits_least", "credits_most", "unit", "parts")));
  }

  @Test
  void ruleOfOneModelIsShownInFull() {
    assertThat(evolink("models", "pricing", "krea-2-turbo").succeeded().out())
        .isEqualToNormalizingNewlines(
            """
            krea-2-turbo
              output: 0.45 credits per image, by quality {1K=1, 2K=4}
            price list emulator-1
            """);
    Map<?, ?> document =
        evolink("models", "pricing", "krea-2-turbo", "--json").succeeded().document();
    assertThat((List<?>) document.get("parts")).hasSize(1);
    assertThat(evolink("models", "pricing", "seedance", "fast").succeeded().out())
        .contains("seedance-2.0-fast-text-to-video")
        .doesNotContain("krea");
  }

  @Test
  void wordsNeedNotBeWrittenAsInTheId() {
    assertThat(Run.bare("models", "veo", "3.1", "FAST").succeeded().out())
        .contains("veo3.1-fast", "veo-3.1-fast-generate-preview")
        .doesNotContain("veo3.1-pro");
  }

  @Test
  void nothingFoundHasAnExitCodeAndOffersWhatWasMeant() {
    Run slip = Run.bare("models", "sedance", "1.5");
    assertThat(slip.exit()).isEqualTo(14);
    assertThat(slip.out()).isEmpty();
    assertThat(slip.err())
        .contains("error: No model known here fits 'sedance 1.5'.")
        .contains("next:  Did you mean seedance-1.5-pro");
    Run none = Run.bare("models", "zzzzz", "--kind", "audio", "--json");
    assertThat(none.exit()).isEqualTo(14);
    assertThat(none.error().get("code")).isEqualTo("nothing_found");
    assertThat(none.error().get("message")).asString().startsWith("No audio model known here");
    assertThat(none.error().get("next")).asString().contains("'models --live'");
  }

  @Test
  void unknownModelIsComparedWithThoseOfItsMedium() {
    assertThat(evolink("audio", "x", "--model", "sunno-v6x", "--dry-run").succeeded().err())
        .contains("Model \"sunno-v6x\" is not known here, and is asked all the same")
        .contains("did you mean \"suno-v")
        .doesNotContain("seedream");
  }

  @Test
  void liveListTellsWhatTheServiceHasAndThisVersionDoesNotKnow() throws Exception {
    try (MockWebServer service = new MockWebServer()) {
      service.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              assertThat(request.getHeaders().get("Authorization")).isNull();
              return new MockResponse.Builder()
                  .addHeader("Content-Type", "application/json")
                  .body(
                      request.getTarget().endsWith("health")
                          ? """
                          {"models":[{"model_id":"warp-1","status":"degraded"}]}"""
                          : """
                          {"models":[{"model_id":"warp-1","aliases":["warp-1-beta"],
                           "protocols":["evolink-video-generations"],"lifecycle":"preview"},
                           {"model_id":"veo3.1-fast","protocols":["evolink-video-generations"]},
                           {"model_id":"talk-1","protocols":["openai-chat"]}]}""")
                  .build();
            }
          });
      service.start();
      String url = "http://127.0.0.1:" + service.getPort();
      String shown =
          Run.bare("models", "--live", "--kind", "video", "--base-url", url).succeeded().out();
      assertThat(shown)
          .containsPattern(
              "video  warp-1 +degraded +not known to this version; preview; also called warp-1-beta")
          .containsPattern("video  veo3.1-fast +unknown\\R")
          .containsPattern("video  sora-2-pro-preview +not listed\\R")
          .doesNotContain("talk-1", "veo3.1-fast-beta ");
    }
  }

  @Test
  void liveListOfTheEmulatorIsWhatIsKnown() {
    assertThat(evolink("models", "--live", "--kind", "audio").succeeded().out())
        .containsPattern("audio  suno-v6 +available +also called suno-v6-beta")
        .doesNotContain("not known");
    assertThat(evolink("models", "--live", "--sort", "price").err())
        .contains("there is no use for --sort");
  }

  private LiveRun typed(String answer, String... args) {
    return new LiveRun(
        new Screen(true, 80, false),
        emulator.url().toString(),
        new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
        args);
  }

  private Run evolink(String... args) {
    return Run.against(emulator, args);
  }
}
