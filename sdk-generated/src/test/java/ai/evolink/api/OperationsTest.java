package ai.evolink.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.model.AspectRatio;
import ai.evolink.model.BillingRule;
import ai.evolink.model.CreditsResponse;
import ai.evolink.model.FileQuota;
import ai.evolink.model.FileQuotaResponse;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2ModelParams;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.NanoBananaRequest;
import ai.evolink.model.ResolutionTier;
import ai.evolink.model.Task;
import ai.evolink.model.TaskCost;
import ai.evolink.model.TaskError;
import ai.evolink.model.TaskErrorCode;
import ai.evolink.model.TaskInfo;
import ai.evolink.model.TaskObject;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.TaskSubmission;
import ai.evolink.model.TaskType;
import ai.evolink.model.TaskUsage;
import ai.evolink.model.ThinkingLevel;
import ai.evolink.model.UploadBase64Request;
import ai.evolink.model.UploadResponse;
import ai.evolink.model.UploadUrlRequest;
import ai.evolink.model.UploadedFile;
import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Invocation;

/** Each operation over HTTP: what is sent, and what the documented samples are read as. */
class OperationsTest {
  private static final String UPLOADED =
      """
      {"success":true,"code":200,"msg":"File uploaded successfully","data":{
       "file_id":"file_abc123","file_name":"avatar.png","original_name":"avatar.png",
       "file_size":2048,"mime_type":"image/png","upload_path":"avatars",
       "file_url":"https://files.evolink.ai/avatars/avatar.png",
       "download_url":"https://files.evolink.ai/api/v1/files/download/file_abc123",
       "upload_time":"2025-10-09T00:00:00+08:00","expires_at":"2025-10-12T00:00:00+08:00"}}
      """;

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

  @Test
  void createImageIsMarkedAsPaidAndNothingElseIs() {
    assertThat(isPaid(server.create(ImagesApi.class).createImage(request()))).isTrue();
    assertThat(isPaid(server.create(TasksApi.class).getTask("task-unified-1"))).isFalse();
    assertThat(isPaid(server.create(CreditsApi.class).getCredits())).isFalse();
    assertThat(isPaid(server.create(FilesApi.class).getFileQuota())).isFalse();
  }

  @Test
  void getTaskReadsACompletedTask() throws Exception {
    server.answers(
        """
        {"created":1756817821,"id":"task-unified-1756817821-4x3rx6ny",
         "model":"gemini-3.1-flash-image-preview","object":"image.generation.task",
         "progress":100,"results":["http://example.com/image.jpg"],"status":"completed",
         "task_info":{"can_cancel":false},"type":"image"}
        """);

    Task task = send(server.create(TasksApi.class).getTask("task-unified-1756817821-4x3rx6ny"));

    assertGet(server.received(), "/v1/tasks/task-unified-1756817821-4x3rx6ny");
    assertThat(task)
        .isEqualTo(
            Task.builder()
                .created(1756817821L)
                .id("task-unified-1756817821-4x3rx6ny")
                .model(ImageModel.GEMINI_3_1_FLASH_IMAGE_PREVIEW.value())
                .object(TaskObject.IMAGE_GENERATION)
                .progress(100)
                .results(List.of(URI.create("http://example.com/image.jpg")))
                .status(TaskStatus.COMPLETED)
                .taskInfo(TaskInfo.builder().canCancel(false).build())
                .type(TaskType.IMAGE)
                .build());
  }

  @Test
  void getTaskReadsAFailedTask() throws Exception {
    server.answers(
        """
        {"id":"task-unified-1772618027-cmeisy8h","object":"image.generation.task",
         "status":"failed","model":"gemini-3.1-flash-image-preview","progress":0,
         "error":{"code":"content_policy_violation",
         "message":"Content policy violation.\\nYour request was blocked by safety filters..."}}
        """);

    Task task = send(server.create(TasksApi.class).getTask("task-unified-1772618027-cmeisy8h"));

    assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(task.results()).isNull();
    TaskError error = present(task.error());
    assertThat(error.code()).isEqualTo(TaskErrorCode.CONTENT_POLICY_VIOLATION);
    assertThat(error.message())
        .isEqualTo("Content policy violation.\nYour request was blocked by safety filters...");
    assertThat(error.type()).isNull();
  }

  @Test
  void getTaskReadsWhatOnlyLiveAnswersHave() throws Exception {
    server.answers(
        """
        {"created":1778221118,"duration":170,"id":"task-unified-1778221118-xxxxxxxx",
         "model":"gpt-image-2","object":"image.generation.task","progress":100,
         "result_data":[{"url":"https://files.evolink.ai/u/images/2026/05/08/a.png"}],
         "results":["https://files.evolink.ai/u/images/2026/05/08/a.png"],
         "status":"completed","task_info":{"can_cancel":false},"type":"image",
         "usage":{"credits_used":0.5442,"image_cached_input_tokens":0,"image_input_tokens":0,
         "image_output_tokens":293,"text_cached_input_tokens":0,"text_input_tokens":20,
         "total_tokens":313,"cost":{"credits":0.5442,"usd":0.008}}}
        """);

    Task task = send(server.create(TasksApi.class).getTask("task-unified-1778221118-xxxxxxxx"));

    assertThat(task.duration()).isEqualTo(new BigDecimal("170"));
    assertThat(task.resultData())
        .isEqualTo(List.of(Map.of("url", "https://files.evolink.ai/u/images/2026/05/08/a.png")));
    TaskUsage usage = present(task.usage());
    assertThat(usage.creditsUsed()).isEqualTo(new BigDecimal("0.5442"));
    assertThat(usage.imageOutputTokens()).isEqualTo(293);
    assertThat(usage.totalTokens()).isEqualTo(313);
    TaskCost cost = present(usage.cost());
    assertThat(cost.credits()).isEqualTo(new BigDecimal("0.5442"));
    assertThat(cost.usd()).isEqualTo(new BigDecimal("0.008"));
  }

  @Test
  void getTaskEscapesItsPath() throws Exception {
    server.answers("{}");

    send(server.create(TasksApi.class).getTask("../credits?x"));

    assertGet(server.received(), "/v1/tasks/..%2Fcredits%3Fx");
  }

  @Test
  void getCreditsReadsBothBalances() throws Exception {
    server.answers(
        """
        {"data":{"token":{"remaining_credits":99416.4429,"unlimited_credits":false,
         "used_credits":583.5571},"user":{"remaining_credits":1095.3996,"used_credits":135.9048}},
         "message":"","success":true}
        """);

    CreditsResponse answer = send(server.create(CreditsApi.class).getCredits());

    assertGet(server.received(), "/v1/credits");
    assertThat(answer.success()).isTrue();
    assertThat(answer.message()).isEmpty();
    assertThat(answer.data().token().remainingCredits()).isEqualTo(new BigDecimal("99416.4429"));
    assertThat(answer.data().token().unlimitedCredits()).isFalse();
    assertThat(answer.data().token().usedCredits()).isEqualTo(new BigDecimal("583.5571"));
    assertThat(answer.data().user().remainingCredits()).isEqualTo(new BigDecimal("1095.3996"));
    assertThat(answer.data().user().usedCredits()).isEqualTo(new BigDecimal("135.9048"));
  }

  @Test
  void uploadBase64SendsTextAndReadsTheFile() throws Exception {
    server.answers(UPLOADED);

    UploadResponse answer =
        send(
            server
                .create(FilesApi.class)
                .uploadBase64(
                    UploadBase64Request.builder("data:image/png;base64,iVBORw0KGgo=")
                        .uploadPath("avatars")
                        .fileName("avatar.png")
                        .build()));

    assertJsonPost(
        server.received(),
        "/api/v1/files/upload/base64",
        "{\"base64_data\":\"data:image/png;base64,iVBORw0KGgo=\",\"upload_path\":\"avatars\","
            + "\"file_name\":\"avatar.png\"}");
    assertUploaded(answer);
  }

  @Test
  void uploadUrlSendsTheLinkAndReadsTheFile() throws Exception {
    server.answers(UPLOADED);

    UploadResponse answer =
        send(
            server
                .create(FilesApi.class)
                .uploadUrl(
                    UploadUrlRequest.builder(URI.create("https://example.com/image.png"))
                        .uploadPath("downloads")
                        .build()));

    assertJsonPost(
        server.received(),
        "/api/v1/files/upload/url",
        "{\"file_url\":\"https://example.com/image.png\",\"upload_path\":\"downloads\"}");
    assertUploaded(answer);
  }

  @Test
  void uploadStreamSendsPlainPartsByName() throws Exception {
    server.answers(UPLOADED);

    UploadResponse answer =
        send(
            server
                .create(FilesApi.class)
                .uploadStream(
                    MultipartBody.Part.createFormData(
                        "file",
                        "cat.png",
                        RequestBody.create("PNG".getBytes(UTF_8), MediaType.parse("image/png"))),
                    MultipartBody.Part.createFormData("upload_path", "photos"),
                    null));

    RecordedRequest request = server.received();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/api/v1/files/upload/stream");
    String type = present(request.getHeaders().get("Content-Type"));
    assertThat(type).startsWith("multipart/form-data; boundary=");
    String boundary = type.substring(type.indexOf('=') + 1);
    assertThat(present(request.getBody()).utf8())
        .isEqualTo(
            """
            --BOUNDARY
            Content-Disposition: form-data; name="file"; filename="cat.png"
            Content-Type: image/png

            PNG
            --BOUNDARY
            Content-Disposition: form-data; name="upload_path"

            photos
            --BOUNDARY--
            """
                .replace("\n", "\r\n")
                .replace("BOUNDARY", boundary));
    assertUploaded(answer);
  }

  @Test
  void getFileQuotaReadsTheCounts() throws Exception {
    server.answers(
        """
        {"success":true,"code":200,"data":{"user_group":"default","used_files":35,
         "max_files":2000,"remain_files":65,"is_custom":false,"quota_reason":""}}
        """);

    FileQuotaResponse answer = send(server.create(FilesApi.class).getFileQuota());

    assertGet(server.received(), "/api/v1/files/quota");
    assertThat(answer)
        .isEqualTo(
            FileQuotaResponse.builder()
                .success(true)
                .code(200)
                .data(
                    FileQuota.builder()
                        .userGroup("default")
                        .usedFiles(35L)
                        .maxFiles(2000L)
                        .remainFiles(65L)
                        .isCustom(false)
                        .quotaReason("")
                        .build())
                .build());
  }

  private static void assertUploaded(UploadResponse answer) {
    assertThat(answer.success()).isTrue();
    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.msg()).isEqualTo("File uploaded successfully");
    assertThat(answer.data())
        .isEqualTo(
            UploadedFile.builder()
                .fileId("file_abc123")
                .fileName("avatar.png")
                .originalName("avatar.png")
                .fileSize(2048L)
                .mimeType("image/png")
                .uploadPath("avatars")
                .fileUrl(URI.create("https://files.evolink.ai/avatars/avatar.png"))
                .downloadUrl(
                    URI.create("https://files.evolink.ai/api/v1/files/download/file_abc123"))
                .uploadTime(OffsetDateTime.parse("2025-10-09T00:00:00+08:00"))
                .expiresAt(OffsetDateTime.parse("2025-10-12T00:00:00+08:00"))
                .build());
  }

  private static void assertGet(RecordedRequest request, String target) {
    assertThat(request.getMethod()).isEqualTo("GET");
    assertThat(request.getTarget()).isEqualTo(target);
    assertThat(request.getHeaders().get("Content-Type")).isNull();
    assertThat(request.getBodySize()).isZero();
  }

  private static void assertJsonPost(RecordedRequest request, String target, String body) {
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo(target);
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/json; charset=UTF-8");
    assertThat(present(request.getBody()).utf8()).isEqualTo(body);
  }

  private static NanoBananaRequest request() {
    return NanoBananaRequest.builder("A cat").build();
  }

  private static boolean isPaid(Call<?> call) {
    return present(call.request().tag(Invocation.class)).method().isAnnotationPresent(Paid.class);
  }

  private static <T> T send(Call<T> call) throws IOException {
    return present(call.execute().body());
  }

  private static <T> T present(@Nullable T value) {
    assertThat(value).isNotNull();
    return Objects.requireNonNull(value);
  }
}
