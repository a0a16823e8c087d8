package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One interface, many schemas. */
class OneOfTest {
  private final JsonAdapter<ImageGenerationRequest> requests =
      EvolinkJson.moshi().adapter(ImageGenerationRequest.class);

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash-image, NanoBananaRequest",
    "gemini-3.1-flash-image-preview, NanoBanana2Request",
    "nano-banana-2-beta, NanoBanana2BetaRequest",
    "gemini-3.1-flash-lite-image, NanoBanana2LiteRequest",
    "nano-banana-2-lite-beta, NanoBanana2LiteBetaRequest",
    "nano-banana-beta, NanoBanana2LiteBetaRequest",
    "gemini-3-pro-image-preview, NanoBananaProRequest",
    "nano-banana-pro-beta, NanoBananaProBetaRequest",
    "nano-banana-2-lite, NanoBanana2LiteTieredRequest",
    "gemini-nano-banana-2.1, NanoBanana21Request",
    "nano-banana-2.1-beta, NanoBanana21BetaRequest"
  })
  void modelChoosesTheSchema(String model, String schema) throws Exception {
    ImageGenerationRequest request =
        requests.fromJson(
            "{\"prompt\":\"A cat\",\"extra\":{\"model\":1},\"model\":\"" + model + "\"}");

    assertThat(request.getClass().getSimpleName()).isEqualTo(schema);
    assertThat(request.model()).isEqualTo(ImageModel.of(model));
    RequestType type = ImageGenerationRequest.typeOf(ImageModel.of(model)).orElseThrow();
    assertThat(request.requestType()).isSameAs(type);
    assertThat(type.name()).isEqualTo(schema);
    assertThat(type.models()).contains(model);
    assertThat(requests.toJson(request))
        .isEqualTo("{\"model\":\"" + model + "\",\"prompt\":\"A cat\",\"extra\":{\"model\":1}}");
  }

  @Test
  void everyKnownModelHasASchema() {
    assertThat(ImageModel.known())
        .isNotEmpty()
        .allSatisfy(model -> assertThat(ImageGenerationRequest.typeOf(model)).isPresent());
  }

  @Test
  void unknownModelIsNamed() {
    assertThat(ImageGenerationRequest.typeOf(ImageModel.of("dall-e"))).isEmpty();
    assertThatThrownBy(() -> requests.fromJson("{\"model\":\"dall-e\",\"prompt\":\"A cat\"}"))
        .isInstanceOf(JsonDataException.class)
        .hasMessage("No ImageGenerationRequest has the model \"dall-e\" at path $");
  }

  @Test
  void lastOfTwoModelsChoosesTheSchema() throws Exception {
    ImageGenerationRequest request =
        requests.fromJson(
            "{\"model\":\"nano-banana-beta\",\"model\":\"nano-banana-2-lite\",\"prompt\":\"A cat\"}");

    assertThat(request).isInstanceOf(NanoBanana2LiteTieredRequest.class);
    assertThat(request.model()).hasToString("nano-banana-2-lite");
    assertThatThrownBy(
            () -> requests.fromJson("{\"model\":\"nano-banana-beta\",\"model\":\"dall-e\"}"))
        .hasMessage("No ImageGenerationRequest has the model \"dall-e\" at path $");
    assertThatThrownBy(() -> requests.fromJson("{\"model\":\"nano-banana-beta\",\"model\":7}"))
        .hasMessage("Expected the text property \"model\" at path $");
  }

  @Test
  void missingModelIsNamed() {
    assertThatThrownBy(() -> requests.fromJson("{\"prompt\":\"A cat\"}"))
        .isInstanceOf(JsonDataException.class)
        .hasMessage("Expected the text property \"model\" at path $");
    assertThatThrownBy(() -> requests.fromJson("{\"model\":7}"))
        .isInstanceOf(JsonDataException.class)
        .hasMessage("Expected the text property \"model\" at path $");
  }

  @Test
  void handWrittenRequestGoesThroughItsOwnAdapter() {
    Moshi moshi =
        new Moshi.Builder()
            .add(EvolinkJson.factory())
            .add(HandWritten.class, new HandWritten.Adapter())
            .build();

    assertThat(moshi.adapter(ImageGenerationRequest.class).toJson(new HandWritten()))
        .isEqualTo("{\"model\":\"tomorrow\"}");
  }

  private static final class HandWritten implements ImageGenerationRequest {
    @Override
    public ImageModel model() {
      return ImageModel.of("tomorrow");
    }

    @Override
    public HandWritten mapMedia(MediaMapper mapper) {
      return this;
    }

    @Override
    public @Nullable RequestType requestType() {
      return null;
    }

    private static final class Adapter extends JsonAdapter<HandWritten> {
      @Override
      public HandWritten fromJson(JsonReader reader) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void toJson(JsonWriter writer, @Nullable HandWritten value) throws IOException {
        writer.beginObject().name("model").value("tomorrow").endObject();
      }
    }
  }
}
