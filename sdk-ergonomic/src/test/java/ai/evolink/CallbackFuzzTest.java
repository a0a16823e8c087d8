package ai.evolink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Anybody may call back: only a path of ours is taken, and only something like an id believed. */
@Tag("fuzz")
class CallbackFuzzTest {
  private static final CallbackHub HUB =
      CallbackHub.at(
          URI.create("https://shop.example/evolink"), "a key of the tests".getBytes(UTF_8));
  private static final String TOKEN = HUB.addresses().mint();
  private static final List<String> NUDGED = new ArrayList<>();

  /** Held here, since the hub holds it weakly. */
  private static final CallbackHub.Listener LISTENER =
      new CallbackHub.Listener() {
        @Override
        public void nudge(String taskId) {
          NUDGED.add(taskId);
        }

        @Override
        public void unclaimed(String token, @Nullable String taskId) {}
      };

  static {
    HUB.attach(LISTENER);
  }

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  /**
   * @param input the path on the first line, in which {@code !} stands for a genuine token, and the
   *     body behind it
   */
  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void onlyAGenuinePathIsTaken(byte[] input) {
    RUN.begin();
    String[] parts = new String(input, UTF_8).split("\n", 2);
    String path = parts[0].replace("!", TOKEN);
    NUDGED.clear();
    CallbackReply reply =
        HUB.handle(path, parts.length < 2 ? new byte[0] : parts[1].getBytes(UTF_8));
    int query = path.indexOf('?');
    boolean genuine = (query < 0 ? path : path.substring(0, query)).endsWith(TOKEN);
    if (reply == CallbackReply.ACCEPTED ? !genuine : !NUDGED.isEmpty()) {
      throw new AssertionError(reply + " to " + path + ", " + NUDGED);
    }
    if (NUDGED.size() > 1 || NUDGED.stream().anyMatch(id -> !id.startsWith("task-unified-"))) {
      throw new AssertionError("A callback has caused " + NUDGED);
    }
  }
}
