package ai.evolink.springai;

import ai.evolink.ImageRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;
import org.springframework.ai.image.ImageMessage;

/** A prompt of Spring AI as a request: every option becomes something, or is refused. */
final class ImageRequests {
  private static final String IMAGES = "image_urls";

  private ImageRequests() {}

  static ImageRequest of(List<ImageMessage> messages, EvolinkImageOptions options) {
    if (messages.size() != 1) {
      throw new IllegalArgumentException(
          "The prompt must have one message, but has " + messages.size());
    }
    ImageMessage message = messages.get(0);
    Float weight = message.getWeight();
    if (weight != null && weight != 1) {
      throw new IllegalArgumentException(
          "weight " + weight + " is not possible: prompts have none");
    }
    String id = options.getModel();
    ImageModel model = id == null ? ImageRequest.DEFAULT_MODEL : ImageModel.of(id);
    ImageRequest.Builder request = ImageRequest.builder(model).prompt(message.getText());
    RequestType type = request.buildUnchecked().requestType();
    Map<String, Object> properties = options.getProperties();
    size(request, options);
    set(request, model, type, properties, "quality", options.getQuality());
    set(request, model, type, properties, "style", options.getStyle());
    Integer n = options.getN();
    if (n != null && n != 1) {
      set(request, model, type, properties, "n", n);
    }
    properties.forEach(request::set);
    pictures(message, request, model, type, properties);
    return request.build();
  }

  private static void set(
      ImageRequest.Builder request,
      ImageModel model,
      @Nullable RequestType type,
      Map<String, Object> properties,
      String option,
      @Nullable Object value) {
    if (value != null) {
      Options.requireOnce(properties, option, value);
      Options.requireTaken(model, type, option, option + " " + value);
      request.set(option, value);
    }
  }

  private static void size(ImageRequest.Builder request, EvolinkImageOptions options) {
    Integer width = options.getWidth();
    Integer height = options.getHeight();
    String size = options.getSize();
    if (width == null && height == null) {
      if (size != null) {
        Options.requireOnce(options.getProperties(), "size", size);
        request.set("size", size);
      }
      return;
    }
    if (width == null || height == null) {
      throw new IllegalArgumentException(
          "width and height belong together, but are " + width + " and " + height);
    }
    Options.requireOnce(options.getProperties(), "size", width + "x" + height);
    if (size != null) {
      throw new IllegalArgumentException(
          "Either size or width and height, but they are " + size + ", " + width + ", " + height);
    }
    request.dimensions(width, height);
  }

  /** The media of a message, which only Spring AI 2 has, are pictures to begin with. */
  private static void pictures(
      Object message,
      ImageRequest.Builder request,
      ImageModel model,
      @Nullable RequestType type,
      Map<String, Object> properties) {
    if (!(message instanceof MediaContent content) || content.getMedia().isEmpty()) {
      return;
    }
    Options.requireTaken(model, type, IMAGES, "media");
    Options.requireOnce(properties, IMAGES, "the media of the message");
    for (Media media : content.getMedia()) {
      request.reference(
          media.getData() instanceof byte[] bytes
              ? MediaSource.bytes(bytes, media.getMimeType().toString())
              : MediaSource.url(media.getData().toString()));
    }
  }
}
