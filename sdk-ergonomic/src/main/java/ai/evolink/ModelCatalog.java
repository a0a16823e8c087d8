package ai.evolink;

import ai.evolink.internal.submit.ModelIds;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.OpenValue;
import ai.evolink.model.RequestType;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The models in the specification of this version. It sends no requests: the service may have more
 * models by now, and every request accepts ids that are not listed here. Immutable and thread-safe.
 */
public final class ModelCatalog {
  private final Map<String, ModelInfo> models;

  private ModelCatalog(Map<String, ModelInfo> models) {
    this.models = models;
  }

  /**
   * {@return the catalogue} The first call reads the limits of every model, which takes a moment.
   */
  public static ModelCatalog get() {
    return Holder.CATALOG;
  }

  /** {@return all models: images, videos, audios, each in the order of the specification} */
  public List<ModelInfo> all() {
    return List.copyOf(models.values());
  }

  /** {@return the models of one medium} */
  public List<ModelInfo> of(Kind kind) {
    return models.values().stream().filter(model -> model.kind() == kind).toList();
  }

  /** {@return the model with that id} */
  public Optional<ModelInfo> find(String id) {
    return Optional.ofNullable(models.get(id));
  }

  /**
   * {@return the model that an id was probably meant to be} The ids differ by one letter, or in
   * case and separators only. Empty for an id that is known, and if no model or several are as
   * near.
   */
  public Optional<ModelInfo> similar(String id) {
    return ModelIds.near(Objects.requireNonNull(id, "id")).flatMap(this::find);
  }

  private static final class Holder {
    static final ModelCatalog CATALOG = new ModelCatalog(read());

    private static Map<String, ModelInfo> read() {
      Map<String, ModelInfo> models = new LinkedHashMap<>();
      for (ImageModel model : ImageModel.known()) {
        Optional<RequestType> request = ImageGenerationRequest.typeOf(model);
        add(models, model, Kind.IMAGE, request, model.deprecated(), model.aliasOf());
      }
      for (VideoModel model : VideoModel.known()) {
        Optional<RequestType> request = VideoGenerationRequest.typeOf(model);
        add(models, model, Kind.VIDEO, request, model.deprecated(), model.aliasOf());
      }
      for (AudioModel model : AudioModel.known()) {
        Optional<RequestType> request = AudioGenerationRequest.typeOf(model);
        add(models, model, Kind.AUDIO, request, false, model.aliasOf());
      }
      return models;
    }

    private static void add(
        Map<String, ModelInfo> models,
        OpenValue model,
        Kind kind,
        Optional<RequestType> request,
        boolean deprecated,
        Optional<? extends OpenValue> aliasOf) {
      String id = model.value();
      String target = aliasOf.map(OpenValue::value).orElse(null);
      request.ifPresent(type -> models.put(id, new ModelInfo(id, kind, type, deprecated, target)));
    }
  }
}
