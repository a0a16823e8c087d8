package ai.evolink;

import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.VideoGenerationRequest;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values that no spec knows reach the wire as they were given; known ones are told the limits. */
@Tag("fuzz")
class OpenRequestFuzzTest {
  private static final Moshi MOSHI =
      EvolinkJson.moshi().newBuilder().add(OpenRequestAdapter.FACTORY).build();
  private static final JsonAdapter<Object> TREE = MOSHI.adapter(Object.class);
  private static final JsonAdapter<ImageRequest> OPEN = MOSHI.adapter(ImageRequest.class);
  private static final List<JsonAdapter<?>> REQUESTS =
      Stream.<Class<?>>of(
              ImageGenerationRequest.class,
              VideoGenerationRequest.class,
              AudioGenerationRequest.class)
          .<JsonAdapter<?>>map(MOSHI::adapter)
          .toList();

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void anyPropertyReachesTheWire(byte[] body) throws IOException {
    RUN.begin();
    if (!FuzzJson.isWritable(body)) {
      return;
    }
    for (JsonAdapter<?> request : REQUESTS) {
      requireKept(request, body);
    }
    if (FuzzJson.read(TREE, body) instanceof Map<?, ?> members) {
      ImageRequest.Builder builder = ImageRequest.builder(model(members.get("model")));
      for (Map.Entry<?, ?> member : members.entrySet()) {
        try {
          builder.set((String) member.getKey(), member.getValue());
        } catch (IllegalArgumentException e) {
          // A blank name, or one that has its own setter.
        }
      }
      ImageRequest request = builder.buildUnchecked();
      Object wire = Objects.requireNonNull(TREE.fromJson(OPEN.toJson(request)));
      if (!wire.equals(request.properties())) {
        throw new AssertionError(request + " was written as " + wire);
      }
      try {
        builder.build();
      } catch (IllegalArgumentException e) {
        requireText(e.getMessage());
      }
    }
  }

  private static ImageModel model(@Nullable Object id) {
    return id instanceof String text ? ImageModel.of(text) : ImageModel.of("model-of-tomorrow");
  }

  private static <T> void requireKept(JsonAdapter<T> adapter, byte[] body) throws IOException {
    T request = FuzzJson.read(adapter, body);
    if (request != null) {
      String written = adapter.toJson(request);
      if (!request.equals(adapter.fromJson(written))) {
        throw new AssertionError(written);
      }
      requireText(String.valueOf(adapter.toJsonValue(request))); // how a callback address gets in
      requireText(request.toString());
    }
  }

  private static void requireText(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw new AssertionError("nothing said");
    }
  }
}
