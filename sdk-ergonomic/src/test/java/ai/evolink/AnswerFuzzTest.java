package ai.evolink;

import ai.evolink.model.CreditsResponse;
import ai.evolink.model.ErrorResponse;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.FileListResponse;
import ai.evolink.model.FileQuotaResponse;
import ai.evolink.model.NumericErrorResponse;
import ai.evolink.model.Task;
import ai.evolink.model.TaskSubmission;
import ai.evolink.model.UploadResponse;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any body is read as every answer: what can be read is written, and read again, as it was. */
@Tag("fuzz")
class AnswerFuzzTest {
  private static final JsonAdapter<Object> TREE = EvolinkJson.moshi().adapter(Object.class);
  private static final List<JsonAdapter<?>> ANSWERS =
      Stream.<Class<?>>of(
              Task.class,
              TaskSubmission.class,
              CreditsResponse.class,
              UploadResponse.class,
              FileQuotaResponse.class,
              FileListResponse.class,
              ErrorResponse.class,
              NumericErrorResponse.class)
          .<JsonAdapter<?>>map(type -> EvolinkJson.moshi().adapter(type))
          .toList();

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void whatIsReadIsKept(byte[] body) throws IOException {
    RUN.begin();
    boolean writable = FuzzJson.isWritable(body);
    Object tree = FuzzJson.read(TREE, body);
    if (tree != null && writable) {
      require(tree.equals(TREE.fromJson(TREE.toJson(tree))), "tree", tree);
    }
    for (JsonAdapter<?> answer : ANSWERS) {
      requireKept(answer, body, writable ? tree : null);
    }
  }

  private static <T> void requireKept(JsonAdapter<T> answer, byte[] body, @Nullable Object tree)
      throws IOException {
    T read = FuzzJson.read(answer, body);
    if (read == null) {
      return;
    }
    String written = answer.toJson(read);
    T again = Objects.requireNonNull(answer.fromJson(written));
    require(!read.toString().isEmpty(), "toString", written);
    if (tree instanceof Map<?, ?> members) {
      require(read.equals(again) && read.hashCode() == again.hashCode(), "again", written);
      require(written.equals(answer.toJson(again)), "rewritten", written);
      Map<?, ?> kept = (Map<?, ?>) Objects.requireNonNull(TREE.fromJson(written));
      members.forEach(
          (name, value) ->
              require(value == null || kept.containsKey(name), "lost", name + " of " + written));
    }
  }

  private static void require(boolean holds, String what, Object shown) {
    if (!holds) {
      throw new AssertionError(what + ": " + shown);
    }
  }
}
