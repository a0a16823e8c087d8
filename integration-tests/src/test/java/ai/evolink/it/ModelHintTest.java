package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.ImageRequest;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.model.ImageModel;
import ai.evolink.model.NanoBananaRequest;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id that is nearly a known one may be a new model: it is sent, with one warning. */
class ModelHintTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  @Test
  void nearlyKnownModelIsSentWithOneWarning() throws Exception {
    try (LogCapture log = new LogCapture(Level.WARNING)) {
      for (int i = 0; i < 2; i++) {
        service.answer(SUBMITTED);
        service
            .evolink
            .images()
            .submit(
                ImageRequest.builder("x")
                    .model(ImageModel.of("gemini-2.5-flahs-image"))
                    .set("sead", 1)
                    .build())
            .result();
        assertThat(service.taken().getBody().utf8())
            .isEqualTo("{\"model\":\"gemini-2.5-flahs-image\",\"prompt\":\"x\",\"sead\":1}");
      }

      assertThat(log.lines())
          .containsExactly(
              "Model \"gemini-2.5-flahs-image\" is not known to this version, and is sent as it is;"
                  + " did you mean \"gemini-2.5-flash-image\"?");
    }
  }

  @Test
  void typedRequestGetsTheWarningToo() {
    service.answer(SUBMITTED);
    try (LogCapture log = new LogCapture(Level.WARNING)) {
      service
          .evolink
          .images()
          .submit(NanoBananaRequest.builder("x").model(ImageModel.of("Nano_Banana_Beta")).build())
          .result();

      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("did you mean \"nano-banana-beta\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemini-2.5-flash-image", "suno-v5", "tomorrow-1", "x"})
  void otherModelsGetNone(String id) {
    service.answer(SUBMITTED);
    try (LogCapture log = new LogCapture(Level.WARNING)) {
      service
          .evolink
          .images()
          .submit(ImageRequest.builder("x").model(ImageModel.of(id)).buildUnchecked())
          .result();

      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void catalogueNamesTheModelThatWasMeant() {
    ModelCatalog models = ModelCatalog.get();

    assertThat(models.similar("z-image_turbo")).map(ModelInfo::id).contains("z-image-turbo");
    assertThat(models.similar("veo3.1-fst")).map(ModelInfo::id).contains("veo3.1-fast");
    for (String id : List.of("z-image-turbo", "suno-v7", "tomorrow-1", "")) {
      assertThat(models.similar(id)).as(id).isEmpty();
    }
  }
}
