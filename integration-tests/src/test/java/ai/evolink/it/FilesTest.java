package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.TaskFuture;
import ai.evolink.TransportException;
import ai.evolink.UploadOptions;
import ai.evolink.model.FileQuota;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.UploadedFile;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
  static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};

  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  @Test
  void localReferenceIsUploadedBeforeTheSubmit() throws Exception {
    Path file = Files.write(folder.resolve("cat.png"), PNG);
    service.answer(uploaded("cat.png"));
    service.answer(SUBMITTED);

    service
        .evolink
        .images()
        .submit(
            ImageRequest.builder("x")
                .reference(MediaSource.url("https://example.com/first.png"))
                .reference(MediaSource.file(file))
                .build())
        .result();

    RecordedRequest upload = service.taken();
    assertThat(upload.getRequestLine()).isEqualTo("POST /api/v1/files/upload/stream HTTP/1.1");
    assertThat(upload.getHeaders().get("Authorization")).isEqualTo("Bearer " + MockService.KEY);
    assertThat(upload.getBody().string(StandardCharsets.ISO_8859_1))
        .contains("name=\"file\"; filename=\"cat.png\"")
        .contains("Content-Type: image/png")
        .contains(new String(PNG, StandardCharsets.ISO_8859_1));
    assertThat(service.taken().getBody().utf8())
        .contains(
            "\"image_urls\":[\"https://example.com/first.png\","
                + "\"https://files.evolink.ai/images/cat.png\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "/files/a.png, https://files.example:8443/files/a.png",
    "//cdn.example/a.png, https://cdn.example/a.png",
    "a.png, https://files.example:8443/a.png"
  })
  void linkWithoutAHostIsOneOfTheFilesService(String told, String meant) throws Exception {
    OkHttpClient toThisMachine =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain
                            .request()
                            .newBuilder()
                            .url(
                                chain
                                    .request()
                                    .url()
                                    .newBuilder()
                                    .scheme("http")
                                    .host("localhost")
                                    .port(service.url().getPort())
                                    .build())
                            .build()))
            .build();
    service.answer(uploaded("x").replace("https://files.evolink.ai/images/x", told));
    service.answer(SUBMITTED);
    try (EvolinkClient evolink =
        service
            .client()
            .filesBaseUrl(URI.create("https://files.example:8443"))
            .httpClient(toThisMachine)
            .build()) {
      evolink
          .images()
          .submit(ImageRequest.builder("x").reference(MediaSource.bytes(PNG, "image/png")).build())
          .result();
    }

    service.taken();
    assertThat(service.taken().getBody().utf8()).contains("\"image_urls\":[\"" + meant + "\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://files.example/a.png", "javascript:alert(1)", "mailto:a@b.c"})
  void linkThatLeadsNowhereIsToldAndNothingIsBought(String told) {
    service.answer(uploaded("x").replace("https://files.evolink.ai/images/x", told));

    EvolinkException failure =
        catchThrowableOfType(
            EvolinkException.class,
            () ->
                service
                    .evolink
                    .images()
                    .generate(
                        ImageRequest.builder("x")
                            .reference(MediaSource.bytes(PNG, "image/png"))
                            .build())
                    .result(Duration.ofSeconds(20)));

    assertThat(failure).hasMessageContaining("file_url is no http or https link: \"" + told + "\"");
    assertThat(failure.charge()).isEqualTo(Charge.NONE);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void sourceUsedTwiceIsUploadedOnce() throws Exception {
    service.answer(uploaded("a.png"));
    service.answer(SUBMITTED);
    MediaSource picture = MediaSource.bytes(PNG, "image/png");

    service
        .evolink
        .images()
        .submit(NanoBanana2Request.builder("x").imageUrls(List.of(picture, picture)).build())
        .result();

    service.taken();
    assertThat(service.taken().getBody().utf8())
        .contains(
            "\"image_urls\":[\"https://files.evolink.ai/images/a.png\","
                + "\"https://files.evolink.ai/images/a.png\"]");
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void failedUploadMeansNoSubmit() {
    service.answer("{\"success\":false,\"code\":40003,\"msg\":\"file quota reached\"}");

    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () ->
                service
                    .evolink
                    .images()
                    .generate(
                        ImageRequest.builder("x")
                            .reference(MediaSource.bytes(PNG, "image/png"))
                            .build())
                    .result());

    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.code()).contains("40003");
    assertThat(refused.charge()).isEqualTo(Charge.NONE);
    assertThat(refused).hasMessageContaining("file quota reached");
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void waitCancelledDuringTheUploadBuysNothing() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            arrived.countDown();
            release.await();
            return new MockResponse.Builder().body(uploaded("a.png")).build();
          }
        });
    TaskFuture wait =
        service
            .evolink
            .images()
            .generate(
                ImageRequest.builder("x").reference(MediaSource.bytes(PNG, "image/png")).build());
    arrived.await();

    wait.cancel(true);
    release.countDown();

    assertThat(wait.submitted()).failsWithin(java.time.Duration.ofSeconds(5));
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void streamLargerThanItsFieldTakesIsStopped() {
    service.answer(uploaded("a.png"));
    byte[] large = new byte[10 * 1024 * 1024 + 1];

    assertThatExceptionOfType(EvolinkException.class)
        .isThrownBy(
            () ->
                service
                    .evolink
                    .images()
                    .submit(
                        ImageRequest.builder("x")
                            .reference(
                                MediaSource.stream(
                                    () -> new ByteArrayInputStream(large), "image/png"))
                            .build())
                    .result())
        .withMessageContaining("more than 10485760 bytes")
        .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
  }

  @Test
  void uploadSendsNameAndFolderAsPlainText() throws Exception {
    service.answer(uploaded("avatar.png"));

    UploadedFile file =
        service
            .evolink
            .files()
            .upload(
                MediaSource.bytes(PNG, "image/png"),
                UploadOptions.builder().folder("avatars").fileName("avatar.png").build())
            .result();

    assertThat(file.fileUrl()).isEqualTo(URI.create("https://files.evolink.ai/images/avatar.png"));
    assertThat(service.taken().getBody().string(StandardCharsets.ISO_8859_1))
        .contains("name=\"upload_path\"\r\n\r\navatars\r\n")
        .contains("name=\"file_name\"\r\n\r\navatar.png\r\n");
  }

  @Test
  void linkIsFetchedByTheService() throws Exception {
    service.answer(uploaded("a.png"));

    service.evolink.files().upload(MediaSource.url("https://example.com/a.png")).result();

    RecordedRequest request = service.taken();
    assertThat(request.getTarget()).isEqualTo("/api/v1/files/upload/url");
    assertThat(request.getBody().utf8()).isEqualTo("{\"file_url\":\"https://example.com/a.png\"}");
  }

  @Test
  void uploadChecksNoTypes() {
    service.answer(uploaded("a.bin"));

    UploadedFile file =
        service
            .evolink
            .files()
            .upload(MediaSource.bytes(new byte[] {1}, "application/octet-stream"))
            .result();

    assertThat(file.fileUrl()).isNotNull();
  }

  @Test
  void filesGoToTheirOwnHost() throws Exception {
    try (MockWebServer files = NoDelayServer.create()) {
      files.start();
      files.enqueue(new MockResponse.Builder().body(uploaded("a.png")).build());
      try (EvolinkClient evolink = service.client().filesBaseUrl(files.url("/").uri()).build()) {
        evolink.files().upload(MediaSource.bytes(PNG, "image/png")).result();
      }
      assertThat(files.takeRequest().getHeaders().get("Authorization"))
          .isEqualTo("Bearer " + MockService.KEY);
    }
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void uploadThatBreaksOffCostsNothing() {
    service.server.close();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () -> service.evolink.files().upload(MediaSource.bytes(PNG, "image/png")).result());
  }

  @Test
  void previewShowsLinksAsTheyAreAndNamesWhatWouldBeUploaded() throws Exception {
    Path file = Files.write(folder.resolve("my cat.png"), PNG);

    String body =
        service
            .evolink
            .images()
            .preview(
                ImageRequest.builder("x")
                    .reference(MediaSource.url("https://example.com/first.png"))
                    .reference(MediaSource.file(file))
                    .reference(MediaSource.bytes(PNG, "image/png"))
                    .build())
            .body();

    assertThat(body)
        .contains(
            "\"https://example.com/first.png\"",
            "\"uploaded-file:my%20cat.png\"",
            "\"uploaded-file:content\"");
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void fileOfExactlyTheLargestSizeIsTaken() {
    byte[] largest = Arrays.copyOf(PNG, 10 * 1024 * 1024);
    ImageRequest request =
        ImageRequest.builder("x").reference(MediaSource.bytes(largest, "image/png")).build();

    assertThat(service.evolink.images().preview(request).body()).contains("uploaded-file:");
  }

  @Test
  void previewOfWhatCouldNotBeUploadedIsRefused() {
    ImageRequest request =
        ImageRequest.builder("x").reference(MediaSource.file(folder.resolve("none.png"))).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.evolink.images().preview(request))
        .withMessageContaining("there is no file");
  }

  @Test
  void quotaIsWhatTheServerSays() {
    service.answer(
        """
        {"success":true,"code":200,"data":{"user_group":"default","used_files":35,"max_files":2000,
         "remain_files":65,"is_custom":false,"quota_reason":""}}\
        """);

    FileQuota quota = service.evolink.files().quota().result();

    assertThat(quota.maxFiles()).isEqualTo(2000);
    assertThat(quota.remainFiles()).isEqualTo(65);
  }

  static String uploaded(String name) {
    return """
    {"success":true,"code":200,"msg":"File uploaded successfully","data":{
     "file_id":"file_abc123","file_name":"%1$s","original_name":"%1$s","file_size":11,
     "mime_type":"image/png","upload_path":"images",
     "file_url":"https://files.evolink.ai/images/%1$s",
     "download_url":"https://files.evolink.ai/api/v1/files/download/file_abc123",
     "upload_time":"2025-10-09T00:00:00+08:00","expires_at":"2025-10-12T00:00:00+08:00"}}\
    """
        .formatted(name);
  }
}
