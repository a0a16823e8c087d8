package ai.evolink;

import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request as JSON that another process can read back: for queues, workflow engines and
 * databases. Thread-safe.
 *
 * <p>The JSON is an object with the members {@code version}, {@code kind}, {@code request} (the
 * properties of the request) and {@code media} (the media of the request by their places in it, as
 * JSON pointers; left out if there are none). Later versions of this SDK read what earlier ones
 * have written. It holds the prompt, and no API key.
 *
 * <p>Files are written by their absolute path, so the reading process must find them there. Bytes
 * are written as Base64, which takes a third more space than they do; for large media, {@linkplain
 * EvolinkClient#files upload} them first and give their links.
 */
public final class RequestJson {
  private static final String VERSION = "version";
  private static final String KIND = "kind";
  private static final String REQUEST = "request";
  private static final String MEDIA = "media";

  private static final long CURRENT = 1;

  private static final JsonAdapter<Object> FREE = EvolinkJson.moshi().adapter(Object.class);
  private static final Moshi MOSHI =
      new Moshi.Builder().add(OpenRequestAdapter.FACTORY).add(EvolinkJson.factory()).build();

  private RequestJson() {}

  /**
   * {@return {@code request} as JSON on one line}
   *
   * @param request for images, videos or audio: one of the generated types, of the hand-written
   *     ones, or of your own
   * @throws IllegalArgumentException if a medium is a stream, whose content would have to be read,
   *     if {@code request} is for no known medium, or if a class of your own cannot be written
   */
  public static String write(GenerationRequest request) {
    Objects.requireNonNull(request, REQUEST);
    if (request instanceof ImageGenerationRequest image) {
      return write(Kind.IMAGE, ImageGenerationRequest.class, image);
    }
    if (request instanceof VideoGenerationRequest video) {
      return write(Kind.VIDEO, VideoGenerationRequest.class, video);
    }
    if (request instanceof AudioGenerationRequest audio) {
      return write(Kind.AUDIO, AudioGenerationRequest.class, audio);
    }
    throw new IllegalArgumentException(
        request.getClass().getName()
            + " must be an ImageGenerationRequest, VideoGenerationRequest or"
            + " AudioGenerationRequest");
  }

  private static <R extends GenerationRequest> String write(Kind kind, Class<R> type, R request) {
    StoredMedia media;
    Object body;
    int attempt = 0;
    do {
      media = new StoredMedia(attempt++);
      R marked = type.cast(request.mapMedia(media));
      body = media.withPlaces(EvolinkJson.copyOf(MOSHI.adapter(type).toJsonValue(marked)));
    } while (media.isConfused());
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put(VERSION, CURRENT);
    all.put(KIND, kind.name());
    all.put(REQUEST, body);
    if (!media.places().isEmpty()) {
      all.put(MEDIA, media.places());
    }
    return FREE.toJson(all);
  }

  /**
   * {@return the request that was written} It is an {@link ImageRequest}, {@link VideoRequest} or
   * {@link AudioRequest}, whatever class was written, and it sends the same as the one that was
   * written; with the same order id, it counts as the same purchase. Nothing is checked again: what
   * was valid when it was written is still sent.
   *
   * @throws IllegalArgumentException if {@code json} was not written by {@link #write}, or was
   *     written by a later version of this SDK in a form that this one does not know
   */
  public static GenerationRequest read(String json) {
    Map<String, Object> all = object(parse(json), "the JSON of a request");
    if (!(all.get(VERSION) instanceof Long version)) {
      throw new IllegalArgumentException(
          "Expected JSON of RequestJson.write, but it has no " + VERSION);
    }
    if (version != CURRENT) {
      throw new IllegalArgumentException(
          VERSION + " must be " + CURRENT + ", but was " + version + ": update evolink-sdk");
    }
    Map<String, Object> places = all.containsKey(MEDIA) ? object(all.get(MEDIA), MEDIA) : Map.of();
    Map<String, Object> properties = object(StoredMedia.read(all.get(REQUEST), places), REQUEST);
    if (!(properties.get(OpenRequest.MODEL) instanceof String model)) {
      throw new IllegalArgumentException(REQUEST + " has no model");
    }
    return switch (String.valueOf(all.get(KIND))) {
      case "IMAGE" -> new ImageRequest(ImageModel.of(model), properties);
      case "VIDEO" -> new VideoRequest(VideoModel.of(model), properties);
      case "AUDIO" -> new AudioRequest(AudioModel.of(model), properties);
      default ->
          throw new IllegalArgumentException(
              KIND + " must be IMAGE, VIDEO or AUDIO, but was " + all.get(KIND));
    };
  }

  private static @Nullable Object parse(String json) {
    try {
      return FREE.fromJson(json);
    } catch (IOException | JsonDataException e) {
      throw new IllegalArgumentException(
          "Expected JSON of RequestJson.write: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> object(@Nullable Object value, String name) {
    if (!(value instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException(name + " must be an object, but was " + value);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    members.forEach(
        (key, member) -> {
          if (member != null) {
            all.put((String) key, member);
          }
        });
    return all;
  }
}
