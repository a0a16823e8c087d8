package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.SUBMITTED;
import static ai.evolink.it.MockService.TASK_ID;
import static ai.evolink.it.MockService.task;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2ModelParams;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.ResolutionTier;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImagesTest {
  @RegisterExtension final MockService service = new MockService();

  @Test
  void generateSubmitsOnceAndPollsUntilCompleted() throws Exception {
    service.answer(SUBMITTED);
    service.answer(task("pending", ",\"progress\":0"));
    service.answer(task("processing", ",\"progress\":50"));
    service.answer(
        task(
            "completed",
            """
            ,"progress":100,"results":["https://files.evolink.ai/a.png"],
             "usage":{"credits_used":0.5442}"""));

    Generation cat =
        service
            .evolink
            .images()
            .generate(ImageRequest.of("A cat playing on the grass"), AT_ONCE)
            .result();

    assertThat(cat.only().uri()).isEqualTo(URI.create("https://files.evolink.ai/a.png"));
    assertThat(cat.only().expiresAt()).contains(Instant.ofEpochSecond(1757165031 + 86_400));
    assertThat(cat.creditsUsed()).contains(new BigDecimal("0.5442"));
    assertThat(cat.task().id()).isEqualTo(TASK_ID);
    RecordedRequest submit = service.taken();
    assertThat(submit.getRequestLine()).isEqualTo("POST /v1/images/generations HTTP/1.1");
    assertThat(submit.getHeaders().get("Authorization")).isEqualTo("Bearer " + MockService.KEY);
    assertThat(submit.getHeaders().get("Content-Type")).startsWith("application/json");
    assertThat(submit.getHeaders().get("User-Agent")).startsWith("evolink-java/");
    assertThat(submit.getBody().utf8())
        .isEqualTo(
            "{\"model\":\"gemini-2.5-flash-image\",\"prompt\":\"A cat playing on the grass\"}");
    for (int i = 0; i < 3; i++) {
      assertThat(service.taken().getRequestLine())
          .isEqualTo("GET /v1/tasks/" + TASK_ID + " HTTP/1.1");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void openRequestSendsAnyModelAndAnyField() throws Exception {
    service.answer(SUBMITTED);

    service
        .evolink
        .images()
        .submit(
            ImageRequest.builder("x")
                .model(ImageModel.of("tomorrows-model"))
                .size(AspectRatio.of("17:9"))
                .quality(ResolutionTier.FOUR_K)
                .reference(MediaSource.url("https://example.com/a.png"))
                .callbackUrl(URI.create("https://your-domain.com/done"))
                .set("seed", 7)
                .set("strength", 0.5442)
                .set("nested", Map.of("flags", List.of(true, "a")))
                .build())
        .result();

    assertThat(service.taken().getBody().utf8())
        .isEqualTo(
            "{\"model\":\"tomorrows-model\",\"prompt\":\"x\",\"size\":\"17:9\",\"quality\":\"4K\","
                + "\"image_urls\":[\"https://example.com/a.png\"],"
                + "\"callback_url\":\"https://your-domain.com/done\",\"seed\":7,\"strength\":0.5442,"
                + "\"nested\":{\"flags\":[true,\"a\"]}}");
  }

  @Test
  void typedRequestGoesTheSameWay() throws Exception {
    service.answer(SUBMITTED);

    TaskHandle task =
        service
            .evolink
            .images()
            .submit(
                NanoBanana2Request.builder("x")
                    .modelParams(NanoBanana2ModelParams.builder().webSearch(true).build())
                    .build())
            .result();

    assertThat(task.id()).isEqualTo(TASK_ID);
    assertThat(task.model()).contains("gemini-2.5-flash-image");
    assertThat(service.taken().getBody().utf8())
        .isEqualTo(
            "{\"model\":\"gemini-3.1-flash-image-preview\",\"prompt\":\"x\","
                + "\"model_params\":{\"web_search\":true}}");
  }

  @Test
  void onSubmittedHearsOfEveryAcceptedTaskBeforeTheFutureCompletes() {
    List<String> order = new CopyOnWriteArrayList<>();
    service.answer(SUBMITTED);
    try (var evolink = service.client().onSubmitted(t -> order.add("hook " + t.id())).build()) {
      evolink
          .images()
          .submit(ImageRequest.of("x"))
          .thenAccept(t -> order.add("future " + t.id()))
          .join();
    }

    assertThat(order).containsExactly("hook " + TASK_ID, "future " + TASK_ID);
  }

  @Test
  void hookThatThrowsLosesNothing() {
    service.answer(SUBMITTED);
    try (var evolink =
        service
            .client()
            .onSubmitted(
                t -> {
                  throw new IllegalStateException("disk full");
                })
            .build()) {
      assertThat(evolink.images().submit(ImageRequest.of("x")).result().id()).isEqualTo(TASK_ID);
    }
  }

  @Test
  void unknownFieldsOfAnAnswerAreKept() {
    service.answer(SUBMITTED);
    service.answer(task("completed", ",\"results\":[],\"tomorrow\":{\"n\":[1,2.50]}"));

    Generation made = service.evolink.images().generate(ImageRequest.of("x"), AT_ONCE).result();

    assertThat(made.artifacts()).isEmpty();
    assertThat(made.rawJson()).contains("\"tomorrow\":{\"n\":[1,2.50]}");
  }

  @Test
  void previewSendsNothingAndHidesTheKey() {
    String curl =
        service
            .evolink
            .images()
            .preview(
                ImageRequest.builder("It's a cat")
                    .reference(
                        MediaSource.bytes(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "image/png"))
                    .build())
            .toCurl();

    assertThat(curl)
        .contains("--url '" + service.url() + "v1/images/generations'")
        .contains("Bearer $EVOLINK_API_KEY")
        .contains("It'\\''s a cat")
        .contains("uploaded-file:")
        .doesNotContain(MockService.KEY);
    assertThat(service.server.getRequestCount()).isZero();
  }
}
