package ai.evolink.model;

import com.squareup.moshi.JsonAdapter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every model id that the vocabularies of the spec know, with the interface of its medium. */
final class Models {
  private Models() {}

  static Stream<Entry> all() {
    return Stream.of(
            ImageModel.known().stream()
                .map(
                    id ->
                        entry(ImageGenerationRequest.class, id, ImageGenerationRequest.typeOf(id))),
            VideoModel.known().stream()
                .map(
                    id ->
                        entry(VideoGenerationRequest.class, id, VideoGenerationRequest.typeOf(id))),
            AudioModel.known().stream()
                .map(
                    id ->
                        entry(AudioGenerationRequest.class, id, AudioGenerationRequest.typeOf(id))))
        .flatMap(entries -> entries);
  }

  /** One model for each kind of body: where the id makes no difference. */
  static Stream<Entry> onePerBody() {
    return all().filter(model -> model.type().models().get(0).equals(model.id().value()));
  }

  static List<String> ids() {
    return all().map(model -> model.id().value()).toList();
  }

  private static Entry entry(
      Class<? extends GenerationRequest> medium, OpenValue id, Optional<RequestType> type) {
    return new Entry(
        medium,
        id,
        type.orElseThrow(() -> new AssertionError("no body of " + medium + " takes " + id)));
  }

  record Entry(Class<? extends GenerationRequest> medium, OpenValue id, RequestType type) {
    Class<? extends GeneratedModel> body() {
      try {
        return Class.forName("ai.evolink.model." + type.name()).asSubclass(GeneratedModel.class);
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }

    /** Writes and reads as a client does: by the interface of the medium. */
    @SuppressWarnings("unchecked") // the adapter of an interface takes all of its classes
    JsonAdapter<Object> json() {
      return (JsonAdapter<Object>) (JsonAdapter<?>) EvolinkJson.moshi().adapter(medium);
    }

    @Override
    public String toString() {
      return id.value();
    }
  }
}
