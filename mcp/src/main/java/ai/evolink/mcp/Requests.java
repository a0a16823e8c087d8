package ai.evolink.mcp;

import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.Kind;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.VideoRequest;
import ai.evolink.model.AudioModel;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import ai.evolink.model.VideoModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes requests of what an assistant writes, and sends them. */
final class Requests {
  static final String MODEL = "model";
  static final String REQUEST = "request";
  static final String MEDIUM = "medium";
  private static final String PROMPT = "prompt";
  private static final String CALLBACK_URL = "callback_url";

  private final Folder folder;

  Requests(Folder folder) {
    this.folder = folder;
  }

  /**
   * {@return the request of the arguments {@code model}, {@code request} and {@code medium}}
   *
   * @throws ToolException if the model is not known, or a file is not in the folder
   * @throws IllegalArgumentException if the request is not what the model takes; the message names
   *     the property
   */
  GenerationRequest of(Arguments arguments) {
    String model = arguments.requiredText(MODEL);
    Map<String, Object> properties = arguments.object(REQUEST);
    requirePlain(properties, model);
    Optional<ModelInfo> known = ModelCatalog.get().find(model);
    Kind kind =
        known.map(ModelInfo::kind).orElseGet(() -> kindOfUnknown(model, arguments.text(MEDIUM)));
    RequestType type = known.map(ModelInfo::request).orElse(null);
    return switch (kind) {
      case IMAGE -> {
        ImageRequest.Builder image = ImageRequest.builder(ImageModel.of(model));
        fill(properties, type, image::prompt, image::set);
        yield image.build();
      }
      case VIDEO -> {
        VideoRequest.Builder video = VideoRequest.builder(VideoModel.of(model));
        fill(properties, type, video::prompt, video::set);
        yield video.build();
      }
      default -> {
        AudioRequest.Builder audio = AudioRequest.builder(AudioModel.of(model));
        fill(properties, type, audio::prompt, audio::set);
        yield audio.build();
      }
    };
  }

  static EvolinkFuture<TaskHandle> submit(
      EvolinkClient client, GenerationRequest request, SubmitOptions options) {
    if (request instanceof ImageRequest image) {
      return client.images().submit(image, options);
    }
    if (request instanceof VideoRequest video) {
      return client.videos().submit(video, options);
    }
    return client.audios().submit((AudioRequest) request, options);
  }

  private static void requirePlain(Map<String, Object> properties, String model) {
    if (properties.containsKey(CALLBACK_URL)) {
      throw new ToolException(
          "request must not have callback_url: nobody listens there. The tool wait tells the end.");
    }
    Object other = properties.remove(MODEL);
    if (other != null && !other.equals(model)) {
      throw new ToolException(
          "model is \""
              + model
              + "\", but request.model is \""
              + other
              + "\". Leave the latter out.");
    }
  }

  private static Kind kindOfUnknown(String model, Optional<String> medium) {
    return medium
        .map(word -> Kind.valueOf(word.toUpperCase(Locale.ROOT)))
        .orElseThrow(
            () ->
                new ToolException(
                    "model \""
                        + model
                        + "\" is not known"
                        + ModelCatalog.get()
                            .similar(model)
                            .map(near -> ", did you mean \"" + near.id() + "\"?")
                            .orElse(".")
                        + " The tool models lists the known ones. For a newer one, say with medium"
                        + " what it makes."));
  }

  private void fill(
      Map<String, Object> properties,
      @Nullable RequestType type,
      Consumer<String> prompt,
      BiConsumer<String, Object> property) {
    properties.forEach(
        (name, value) -> {
          if (name.equals(PROMPT)) {
            prompt.accept(promptOf(value));
          } else {
            property.accept(name, takesMedia(type, name) ? media(value) : value);
          }
        });
  }

  private static String promptOf(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new ToolException("request.prompt must be a text, but is " + value + ".");
  }

  private static boolean takesMedia(@Nullable RequestType type, String name) {
    return type != null && type.property(name).flatMap(RequestProperty::media).isPresent();
  }

  /** Where a model takes media, texts that are no links are names of files in the folder. */
  private Object media(Object value) {
    if (value instanceof List<?> items) {
      return items.stream().map(item -> item == null ? "" : media(item)).toList();
    }
    return value instanceof String text ? source(text) : value;
  }

  /** {@return the file or the link that {@code text} is} */
  MediaSource source(String text) {
    String start = text.toLowerCase(Locale.ROOT);
    return start.startsWith("https://") || start.startsWith("http://")
        ? MediaSource.url(text)
        : MediaSource.file(folder.existing(text));
  }
}
