package ai.evolink;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One of the images made by a layer-splitting task. Immutable; whatever the service left out is
 * empty.
 */
public final class Layer {
  private final JsonView json;
  private final Optional<URI> file;

  Layer(JsonView json, Optional<URI> file) {
    this.json = json;
    this.file = file;
  }

  /** {@return the position in the stack: 0 is the base, and higher layers lie above it} */
  public OptionalInt zIndex() {
    return json.integer("z_index");
  }

  /** {@return what the layer shows, in a word or two; empty for the base} */
  public Optional<String> name() {
    return json.text("name");
  }

  /** {@return what the layer shows, in a sentence; empty for the base} */
  public Optional<String> description() {
    return json.text("description");
  }

  /**
   * {@return the position of the layer, as the service gives it} Its members are {@code absolute},
   * in pixels of the base, and {@code normalized}, from 0 to 1000; their contents are not
   * documented. Empty for the base.
   */
  public Map<String, Object> boundingBox() {
    return json.members("bounding_box");
  }

  /**
   * {@return the link to the file: the one that the layer names or, if there are as many files as
   * layers, the one at the same position}
   */
  public Optional<URI> uri() {
    return json.link("image_url").or(() -> json.link("url")).or(() -> file);
  }

  @Override
  public String toString() {
    return "Layer["
        + (zIndex().isPresent() ? zIndex().getAsInt() : "?")
        + ", "
        + name().orElse("base")
        + "]";
  }
}
