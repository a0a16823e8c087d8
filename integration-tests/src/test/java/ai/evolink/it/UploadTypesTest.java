package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.TransportException;
import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads say what the bytes are, and are sent whole or not at all. */
class UploadTypesTest {
  private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0 and the rest";
  private static final String PNG = "\u0089PNG\r\n\u001a\n and the rest";
  private static final String UPLOADED =
      "{\"success\":true,\"data\":{\"file_url\":\"https://files.evolink.ai/a\"}}";

  @RegisterExtension final MockService service = MockService.askedOnce();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "x.png,  JPEG, image/jpeg",
    "x,      JPEG, image/jpeg",
    "x.jfif, JPEG, image/jpeg",
    "x.jfif, ????, image/jpeg",
    "x.avif, ????, image/avif",
    "x.opus, ????, audio/opus",
    "x.opus, OggS, audio/opus",
    "x.ogg,  OggS, audio/ogg",
    "x.jpg,  PNG,  image/png",
    "x.png,  ????, image/png",
    "x.MP3,  ID3,  audio/mpeg"
  })
  void typeOfAFileIsThatOfItsBytesElseThatOfItsName(String name, String bytes, String type)
      throws Exception {
    Path file = folder.resolve(name);
    Files.write(file, bytes(bytes));

    assertThat(typeSent(MediaSource.file(file))).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "image/png,  JPEG, image/jpeg",
    "image/jpg,  JPEG, image/jpeg",
    "image/jpg,  ????, image/jpeg",
    "IMAGE/JPG,  ????, image/jpeg",
    "audio/opus, OggS, audio/opus"
  })
  void typeOfBytesIsThatOfTheseElseAsDeclared(String declared, String bytes, String type)
      throws Exception {
    assertThat(typeSent(MediaSource.bytes(bytes(bytes), declared))).isEqualTo(type);
  }

  @Test
  void fileThatGrowsWhileItIsSentIsNamed() throws IOException {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () -> uploadWhile(file -> Files.writeString(file, "more", StandardOpenOption.APPEND)))
        .withMessageContaining(
            "cat.png changed while it was sent: it had 100000 bytes, and now has more");
  }

  @Test
  void fileThatShrinksWhileItIsSentIsNamed() throws IOException {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> uploadWhile(file -> Files.writeString(file, "less")))
        .withMessageContaining(
            "cat.png changed while it was sent: it had 100000 bytes, and now has 4 only");
  }

  private interface Change {
    void of(Path file) throws IOException;
  }

  private void uploadWhile(Change change) throws IOException {
    Path file = folder.resolve("cat.png");
    Files.write(file, new byte[100_000]);
    service.answer(UPLOADED);
    OkHttpClient slow =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  change.of(file); // its length has been told, and no byte has left
                  return chain.proceed(chain.request());
                })
            .build();
    try (var evolink = service.client().httpClient(slow).build()) {
      evolink.files().upload(MediaSource.file(file)).result();
    }
  }

  private String typeSent(MediaSource source) throws InterruptedException {
    service.answer(UPLOADED);
    service.evolink.files().upload(source).result();
    String body = service.taken().getBody().utf8();
    return body.lines()
        .filter(line -> line.startsWith("Content-Type: "))
        .findFirst()
        .orElseThrow()
        .substring("Content-Type: ".length());
  }

  private static byte[] bytes(String what) {
    String text = what.equals("JPEG") ? JPEG : what.equals("PNG") ? PNG : what + " and the rest";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
