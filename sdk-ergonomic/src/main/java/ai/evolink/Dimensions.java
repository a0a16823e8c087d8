package ai.evolink;

import ai.evolink.model.ImageModel;
import ai.evolink.model.ImageSize;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model is asked for a picture of some width and height: exact pixels where it takes them,
 * and otherwise the nearest of its shapes and resolutions.
 *
 * <p>The documentation gives the pixels of resolutions for several families: a square of 1K has
 * sides of 1024 pixels, other shapes about the same area, and 2K is twice as long.
 */
final class Dimensions {
  private static final String SIZE = "size";
  private static final List<String> RESOLUTIONS = List.of("resolution", "quality");
  private static final Pattern SHAPE = Pattern.compile("(\\d+(?:\\.\\d+)?)(:|x)(\\d+(?:\\.\\d+)?)");
  private static final Pattern TIER = Pattern.compile("(\\d+(?:\\.\\d+)?)K");
  private static final double ONE_K = 1024;

  /** How much longer or shorter, in proportion, a picture may become than it was asked for. */
  private static final double SHAPE_TOLERANCE = 1.1;

  /** A picture may be this much larger than the highest resolution: half way to the next one. */
  private static final double SIZE_TOLERANCE = Math.sqrt(2);

  private final ImageModel model;
  private final RequestType type;
  private final int width;
  private final int height;

  private Dimensions(ImageModel model, RequestType type, int width, int height) {
    this.model = model;
    this.type = type;
    this.width = width;
    this.height = height;
  }

  /**
   * {@return the properties to set, by their names in the JSON}
   *
   * @param type the documented limits of {@code model}
   * @throws IllegalArgumentException if no documented size is near
   */
  static Map<String, String> of(ImageModel model, RequestType type, int width, int height) {
    return new Dimensions(model, type, width, height).properties();
  }

  private Map<String, String> properties() {
    RequestProperty size =
        type.property(SIZE)
            .orElseThrow(() -> refusal("it has no size; see its own properties: " + names()));
    String pixels = ImageSize.pixels(width, height).value();
    if (size.values().isEmpty()
        ? size.violation(pixels).isEmpty()
        : size.values().contains(pixels)) {
      return Map.of(SIZE, pixels);
    }
    Map<String, String> found = new LinkedHashMap<>();
    found.put(SIZE, nearestShape(size.values()));
    resolution().ifPresent(each -> found.put(each.name(), nearestTier(each.values())));
    return found;
  }

  private String nearestShape(List<String> shapes) {
    String nearest =
        shapes.stream()
            .filter(shape -> SHAPE.matcher(shape).matches())
            .min(Comparator.comparingDouble(this::distortion))
            .orElseThrow(() -> refusal("its sizes are " + shapes));
    if (distortion(nearest) > SHAPE_TOLERANCE) {
      throw refusal("its sizes are " + shapes);
    }
    return nearest;
  }

  /** {@return by which factor the proportions of {@code shape} differ, at least 1} */
  private double distortion(String shape) {
    Matcher sides = SHAPE.matcher(shape);
    if (!sides.matches()) {
      throw new AssertionError(shape);
    }
    double ratio = Double.parseDouble(sides.group(1)) / Double.parseDouble(sides.group(3));
    return factor(ratio, (double) width / height);
  }

  private Optional<RequestProperty> resolution() {
    return RESOLUTIONS.stream()
        .flatMap(name -> type.property(name).stream())
        .filter(property -> property.values().stream().anyMatch(TIER.asMatchPredicate()))
        .findFirst();
  }

  private String nearestTier(List<String> values) {
    List<String> tiers = values.stream().filter(TIER.asMatchPredicate()).toList();
    double side = Math.sqrt((double) width * height);
    if (side > SIZE_TOLERANCE * tiers.stream().mapToDouble(Dimensions::side).max().orElse(0)) {
      throw refusal("its resolutions are " + tiers + ", where 1K is about 1024x1024 pixels");
    }
    return tiers.stream()
        .min(Comparator.comparingDouble(tier -> factor(side(tier), side)))
        .orElseThrow();
  }

  /** {@return the side of a square picture of that resolution, in pixels} */
  private static double side(String tier) {
    return ONE_K * Double.parseDouble(tier.substring(0, tier.length() - 1));
  }

  private static double factor(double one, double other) {
    return Math.max(one / other, other / one);
  }

  private List<String> names() {
    return type.properties().stream().map(RequestProperty::name).toList();
  }

  private IllegalArgumentException refusal(String instead) {
    return new IllegalArgumentException(
        "Model "
            + model.value()
            + " makes no picture of about "
            + width
            + "x"
            + height
            + " pixels: "
            + instead);
  }
}
