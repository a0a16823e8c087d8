package ai.evolink.internal.submit;

import ai.evolink.Kind;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.OpenValue;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;
import ai.evolink.model.internal.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ids of the models in the specification of this version, aliases and deprecated ones too. */
public final class ModelIds {
  private ModelIds() {}

  /** {@return the medium of a known model; empty if the id is not known} */
  public static Optional<Kind> kindOf(String id) {
    if (ImageGenerationRequest.typeOf(ImageModel.of(id)).isPresent()) {
      return Optional.of(Kind.IMAGE);
    }
    if (VideoGenerationRequest.typeOf(VideoModel.of(id)).isPresent()) {
      return Optional.of(Kind.VIDEO);
    }
    return AudioGenerationRequest.typeOf(AudioModel.of(id)).isPresent()
        ? Optional.of(Kind.AUDIO)
        : Optional.empty();
  }

  /**
   * {@return the known id that an unknown one was probably meant to be} They differ by one letter,
   * or in case and separators only. Empty for a known id, and if none or several are as near.
   */
  public static Optional<String> near(String id) {
    return kindOf(id).isPresent() ? Optional.empty() : Nearest.oneSlipFrom(id, all());
  }

  /** Whether two ids name one model: they are equal, or one is an alias of the other. */
  public static boolean same(String id, String other) {
    return canonical(id).equals(canonical(other));
  }

  /**
   * {@return the id that the service's own catalogue has a model by} Reads no limits of models,
   * since every submit asks.
   */
  public static String canonical(String id) {
    Optional<? extends OpenValue> alias = ImageModel.of(id).aliasOf();
    if (alias.isEmpty()) {
      alias = VideoModel.of(id).aliasOf();
    }
    if (alias.isEmpty()) {
      alias = AudioModel.of(id).aliasOf();
    }
    return alias.isPresent() ? alias.get().value() : id;
  }

  private static List<String> all() {
    return Stream.of(ImageModel.known(), VideoModel.known(), AudioModel.known())
        .<OpenValue>flatMap(List::stream)
        .map(OpenValue::value)
        .toList();
  }
}
