package ai.evolink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import okio.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A token is read as it was written, or refused; what was read asks for no other path. */
@Tag("fuzz")
class TokenFuzzTest {
  private static final String HEAD = "evt1_";
  private static final FuzzWire WIRE = new FuzzWire();

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  @FuzzTest
  void anyTokenIsReadOrRefused(byte[] input) {
    RUN.begin();
    // A checksum cannot be guessed: what does not look like a token becomes the content of one.
    String text = new String(input, UTF_8);
    String token = text.startsWith("ev") ? text : signed(input);
    TaskHandle task;
    try {
      task = TaskHandle.fromToken(token);
    } catch (IllegalArgumentException e) {
      return;
    }
    TaskHandle again = TaskHandle.fromToken(task.toToken());
    if (!again.equals(task)
        || !again.submittedAt().equals(task.submittedAt())
        || !again.model().equals(task.model())
        || !again.estimatedTime().equals(task.estimatedTime())
        || again.kind() != task.kind()
        || !again.toToken().equals(task.toToken())) {
      throw new AssertionError(token + " became " + task.toToken());
    }
    resume(token);
  }

  private static void resume(String token) {
    WIRE.forget();
    WIRE.answer(200, "", ByteString.encodeUtf8("{\"status\":\"completed\"}"));
    TaskFuture wait = WIRE.evolink.tasks().resume(token);
    EvolinkException failure = FuzzWire.failureOf(wait);
    if (failure != null) {
      FuzzWire.requireFitForALog(failure.getMessage());
    } else if (!String.valueOf(WIRE.lastPath()).matches("/v1/tasks/[^/?#]+")) {
      throw new AssertionError(token + " has asked for " + WIRE.lastPath());
    }
  }

  private static String signed(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(HEAD.getBytes(UTF_8));
    crc.update(content);
    byte[] all =
        ByteBuffer.allocate(content.length + 4).put(content).putInt((int) crc.getValue()).array();
    return HEAD + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }
}
