package ai.evolink.api;

import static ai.evolink.api.Exchanges.assertJsonPost;
import static ai.evolink.api.Exchanges.present;
import static ai.evolink.api.Exchanges.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.model.AspectRatio;
import ai.evolink.model.BillingRule;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2ModelParams;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.NanoBananaRequest;
import ai.evolink.model.ResolutionTier;
import ai.evolink.model.TaskObject;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.TaskSubmission;
import ai.evolink.model.TaskType;
import ai.evolink.model.ThinkingLevel;
import com.squareup.moshi.JsonDataException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Submits over HTTP: what is sent, and what the documented samples are read as. */
class SubmitOperationsTest {
  private final ApiServer server = new ApiServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void createImageSendsTheMinimalSampleAndReadsTheSubmission() throws Exception {
    server.answers(
        """
        {"created":1757165031,"id":"task-unified-1757165031-uyujaw3d",
         "model":"gemini-2.5-flash-image","object":"image.generation.task","progress":0,
         "status":"pending","task_info":{"can_cancel":true,"estimated_time":45},"type":"image",
         "usage":{"billing_rule":"per_call","credits_reserved":1.6,"user_group":"default"}}
        """);

    TaskSubmission answer =
        send(
            server
                .create(ImagesApi.class)
                .createImage(NanoBananaRequest.builder("A cat playing on the grass").build()));

    assertJsonPost(
        server.received(),
        "/v1/images/generations",
        "{\"model\":\"gemini-2.5-flash-image\",\"prompt\":\"A cat playing on the grass\"}");
    assertThat(answer.created()).isEqualTo(1757165031L);
    assertThat(answer.id()).isEqualTo("task-unified-1757165031-uyujaw3d");
    assertThat(answer.model()).isEqualTo("gemini-2.5-flash-image");
    assertThat(answer.object()).isEqualTo(TaskObject.IMAGE_GENERATION);
    assertThat(answer.progress()).isZero();
    assertThat(answer.status()).isEqualTo(TaskStatus.PENDING);
    assertThat(answer.type()).isEqualTo(TaskType.IMAGE);
    assertThat(present(answer.taskInfo()).canCancel()).isTrue();
    assertThat(present(answer.taskInfo()).estimatedTime()).isEqualTo(45);
    assertThat(present(answer.usage()).billingRule()).isEqualTo(BillingRule.PER_CALL);
    assertThat(present(answer.usage()).creditsReserved()).isEqualTo(new BigDecimal("1.6"));
    assertThat(present(answer.usage()).userGroup()).isEqualTo("default");
    assertThat(answer.additionalProperties()).isEmpty();
  }

  @Test
  void createImageSendsEveryFieldUnderItsOwnName() throws Exception {
    server.answers("{}");

    NanoBanana2Request request =
        NanoBanana2Request.builder("Draw the \"weather\"")
            .size(AspectRatio.LANDSCAPE_16_9)
            .quality(ResolutionTier.TWO_K)
            .imageUrls(List.of(MediaSource.url("https://example.com/image1.png")))
            .modelParams(
                NanoBanana2ModelParams.builder()
                    .webSearch(true)
                    .thinkingLevel(ThinkingLevel.HIGH)
                    .build())
            .callbackUrl(URI.create("https://your-domain.com/webhooks/image-task-completed"))
            .set("seed", 7)
            .build();
    send(server.create(ImagesApi.class).createImage(request));

    assertJsonPost(
        server.received(),
        "/v1/images/generations",
        """
        {"model":"gemini-3.1-flash-image-preview","prompt":"Draw the \\"weather\\"",\
        "size":"16:9","quality":"2K","image_urls":["https://example.com/image1.png"],\
        "model_params":{"web_search":true,"thinking_level":"high"},\
        "callback_url":"https://your-domain.com/webhooks/image-task-completed","seed":7}""");
  }

  @Test
  void createImageRefusesAFileThatWasNotUploaded() {
    NanoBananaRequest request =
        NanoBananaRequest.builder("A cat")
            .imageUrls(
                List.of(
                    MediaSource.url("https://example.com/a.png"),
                    MediaSource.file(Path.of("cat.png"))))
            .build();

    assertThatThrownBy(() -> server.create(ImagesApi.class).createImage(request).execute())
        .isInstanceOf(JsonDataException.class)
        .hasMessage(
            "MediaSource[cat.png] at path $.image_urls[1] is not a link. Upload it first, and use"
                + " the link that the upload gives");
  }
}
