package ai.evolink;

import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The media of a request that is written as JSON, by their places in it (JSON pointers), so that
 * each is read back as what it was, and no text of a request can be taken for one.
 */
final class StoredMedia implements MediaMapper {
  private static final String URL = "url";
  private static final String FILE = "file";
  private static final String BYTES = "bytes";
  private static final String TYPE = "type";

  private final String mark;
  private final Map<String, Map<String, Object>> found = new HashMap<>();
  private final Map<String, Object> places = new LinkedHashMap<>();

  /**
   * @param attempt another one for each attempt to find marks that are not in the request itself
   */
  StoredMedia(int attempt) {
    this.mark = "media-" + attempt + ":";
  }

  /** Puts a mark in the place of a medium. */
  @Override
  public MediaSource map(RequestProperty property, MediaSource source) {
    String own = mark + found.size();
    found.put(own, stored(property, source));
    return MediaSource.url(URI.create(own));
  }

  /** Whether a text of the request was taken for a mark. */
  boolean isConfused() {
    return places.size() != found.size();
  }

  private static Map<String, Object> stored(RequestProperty property, MediaSource source) {
    URI uri = source.uri().orElse(null);
    if (uri != null) {
      return Map.of(URL, uri.toString());
    }
    Path path = source.path().orElse(null);
    if (path != null) {
      return Map.of(FILE, path.toAbsolutePath().toString());
    }
    if (source.size().isEmpty()) {
      throw new IllegalArgumentException(
          property.name()
              + " must be a link, a file or bytes to be read by another process, but is a stream");
    }
    Map<String, Object> stored = new LinkedHashMap<>();
    stored.put(TYPE, source.mediaType().orElseThrow());
    stored.put(BYTES, Base64.getEncoder().encodeToString(content(source)));
    return stored;
  }

  private static byte[] content(MediaSource source) {
    try (InputStream content = source.open()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return {@code tree} with null in the place of each mark} Their places are noted. */
  @Nullable Object withPlaces(@Nullable Object tree) {
    return withPlaces("", tree);
  }

  private @Nullable Object withPlaces(String place, @Nullable Object tree) {
    if (tree instanceof String text && found.containsKey(text)) {
      places.put(place, found.get(text));
      return null;
    }
    return each(place, tree, this::withPlaces);
  }

  /** {@return the media by their places} */
  Map<String, Object> places() {
    return places;
  }

  /** {@return {@code tree} with the media at their places} */
  static @Nullable Object read(@Nullable Object tree, Map<String, Object> places) {
    Map<String, Object> left = new LinkedHashMap<>(places);
    Object whole = read("", tree, left);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("request has no place " + left.keySet().iterator().next());
    }
    return whole;
  }

  private static @Nullable Object read(
      String place, @Nullable Object tree, Map<String, Object> left) {
    Object stored = left.remove(place);
    return stored != null
        ? source(place, stored)
        : each(place, tree, (below, value) -> read(below, value, left));
  }

  private static MediaSource source(String place, Object stored) {
    if (stored instanceof Map<?, ?> members) {
      if (members.get(URL) instanceof String url) {
        return MediaSource.url(url);
      }
      if (members.get(FILE) instanceof String path) {
        return MediaSource.file(Path.of(path));
      }
      if (members.get(BYTES) instanceof String bytes && members.get(TYPE) instanceof String type) {
        return MediaSource.bytes(Base64.getDecoder().decode(bytes), type);
      }
    }
    throw new IllegalArgumentException(
        "media " + place + " must have a url, a file, or bytes and a type");
  }

  private interface Change {
    @Nullable Object of(String place, @Nullable Object value);
  }

  private static @Nullable Object each(String place, @Nullable Object tree, Change change) {
    if (tree instanceof Map<?, ?> members) {
      Map<String, @Nullable Object> changed = new LinkedHashMap<>();
      members.forEach(
          (name, value) ->
              changed.put((String) name, change.of(place + "/" + escaped((String) name), value)));
      return Collections.unmodifiableMap(changed);
    }
    if (tree instanceof List<?> items) {
      List<@Nullable Object> changed = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        changed.add(change.of(place + "/" + i, items.get(i)));
      }
      return Collections.unmodifiableList(changed);
    }
    return tree;
  }

  /** As RFC 6901 has it. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
