package ai.evolink.api;

import static ai.evolink.api.Exchanges.assertGet;
import static ai.evolink.api.Exchanges.assertJsonPost;
import static ai.evolink.api.Exchanges.present;
import static ai.evolink.api.Exchanges.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.model.FileQuota;
import ai.evolink.model.FileQuotaResponse;
import ai.evolink.model.UploadBase64Request;
import ai.evolink.model.UploadResponse;
import ai.evolink.model.UploadUrlRequest;
import ai.evolink.model.UploadedFile;
import java.net.URI;
import java.time.OffsetDateTime;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads over HTTP: what is sent, and what the documented samples are read as. */
class FileOperationsTest {
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
}
