package ai.evolink.cli;

import ai.evolink.BatchItem;
import ai.evolink.Kind;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.SubmitOptions;
import ai.evolink.WaitOptions;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes requests out of rows. */
final class BatchRows {
  private static final String ORDER_ID = "order_id";
  private static final String OUT = "out";
  private static final String PROMPT = "prompt";
  private static final String CALLBACK_URL = "callback_url";
  private static final int LONGEST_NAME = 120;

  private final Map<String, Object> common;
  private final @Nullable Kind kind;
  private final boolean unchecked;
  private final Path folder;
  private final WaitOptions wait;
  private @Nullable BatchMedium medium;
  private String mediumOf = "";

  /**
   * @param common what rows do not say themselves, by property
   * @param kind what models make that are not known here; null if it was not said
   */
  BatchRows(
      Map<String, Object> common,
      @Nullable Kind kind,
      boolean unchecked,
      Path folder,
      WaitOptions wait) {
    this.common = common;
    this.kind = kind;
    this.unchecked = unchecked;
    this.folder = folder;
    this.wait = wait;
  }

  /**
   * A row that can be submitted.
   *
   * @param name what its file is called before it has an ending, for comparison with others
   */
  record Row(String place, BatchMedium medium, BatchItem<GenerationRequest> item, String name) {
    String orderId() {
      return item.orderId().orElseThrow();
    }
  }

  /**
   * {@return the row that {@code raw} stands for}
   *
   * @throws IllegalArgumentException if there is something wrong with it; the message begins with
   *     the column
   */
  Row row(RawRows.Raw raw) {
    if (raw.problem() != null) {
      throw new IllegalArgumentException(raw.problem());
    }
    Map<String, Object> values = new LinkedHashMap<>(common);
    values.putAll(raw.values());
    String model = text(values, RequestOptions.MODEL);
    if (model == null) {
      throw new IllegalArgumentException("model is missing, and there is no --model");
    }
    BatchMedium makes = mediumOf(model, raw.place());
    List<String> problems = new ArrayList<>();
    String order = check(problems, () -> orderId(values));
    String out = check(problems, () -> text(values, OUT));
    Path file = check(problems, () -> out == null ? named(order) : inside(folder, out.strip()));
    SubmitOptions options =
        check(
            problems,
            () ->
                SubmitOptions.builder()
                    .orderId(order == null ? "none" : order)
                    .waitOptions(wait)
                    .build());
    values.keySet().removeAll(List.of(RequestOptions.MODEL, ORDER_ID, OUT));
    GenerationRequest request = check(problems, () -> request(makes, model, values, raw));
    if (request == null || options == null || file == null || !problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    String name = folder.relativize(file).toString().toLowerCase(Locale.ROOT);
    return new Row(raw.place(), makes, BatchItem.of(request, options).saveTo(file), name);
  }

  /** {@return what {@code step} gives; null if it does not, and then there is a problem} */
  private static <T> @Nullable T check(List<String> problems, Supplier<@Nullable T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static String orderId(Map<String, Object> values) {
    String id = text(values, ORDER_ID);
    return id == null ? "row-" + hash(values) : id.strip();
  }

  private @Nullable Path named(@Nullable String order) {
    return order == null ? null : folder.resolve(fileName(order));
  }

  private BatchMedium mediumOf(String model, String place) {
    Kind makes = ModelCatalog.get().find(model).map(ModelInfo::kind).orElse(kind);
    if (makes == null) {
      throw new IllegalArgumentException(
          "model '"
              + model
              + "' is not known here: say with --kind what it makes"
              + ModelCatalog.get()
                  .similar(model)
                  .map(near -> ", or did you mean '" + near.id() + "'?")
                  .orElse(""));
    }
    BatchMedium found = BatchMedium.of(makes);
    BatchMedium first = medium;
    if (first == null) {
      medium = found;
      mediumOf = place;
    } else if (first != found) {
      throw new IllegalArgumentException(
          "model makes "
              + found.name().toLowerCase(Locale.ROOT)
              + ", but that of "
              + mediumOf
              + " makes "
              + first.name().toLowerCase(Locale.ROOT)
              + ": put them into files of their own");
    }
    return found;
  }

  private GenerationRequest request(
      BatchMedium makes, String model, Map<String, Object> values, RawRows.Raw raw) {
    BatchMedium.Building building = makes.building(model);
    values.forEach(
        (name, value) -> {
          switch (name) {
            case PROMPT -> building.prompt(String.valueOf(value));
            case CALLBACK_URL -> building.target().callbackUrl().accept(uri(value));
            default -> {
              boolean typed = raw.typed() || !raw.values().containsKey(name);
              RequestType type = building.type().orElse(null);
              building.property(name, typed ? media(type, name, value) : fit(type, name, value));
            }
          }
        });
    return unchecked ? building.asItIs().get() : building.checked().get();
  }

  private static URI uri(Object value) {
    try {
      return URI.create(String.valueOf(value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("callback_url is no link: " + value, e);
    }
  }

  /**
   * The first reading of a cell that the documentation of the property takes: as JSON, as text, as
   * a list of one.
   */
  private static Object fit(@Nullable RequestType type, String name, Object cell) {
    String text = String.valueOf(cell);
    List<Object> readings = new ArrayList<>();
    Json.parse(text).ifPresent(readings::add);
    readings.add(text);
    readings.add(List.of(readings.get(0)));
    readings.add(List.of(text));
    if (type != null) {
      for (Object reading : readings) {
        Object value = media(type, name, reading);
        if (type.violations(Map.of(name, value)).stream().noneMatch(wrong -> isOf(name, wrong))) {
          return value;
        }
      }
    }
    return media(type, name, readings.get(0));
  }

  private static boolean isOf(String property, String violation) {
    return violation.startsWith(property)
        && violation.length() > property.length()
        && " [.".indexOf(violation.charAt(property.length())) >= 0;
  }

  private static Object media(@Nullable RequestType type, String name, Object value) {
    return type != null && type.property(name).flatMap(RequestProperty::media).isPresent()
        ? RequestOptions.media(value)
        : value;
  }

  // ---- names

  private static @Nullable String text(Map<String, Object> values, String name) {
    Object value = values.get(name);
    if (value == null || String.valueOf(value).isBlank()) {
      return null;
    }
    if (value instanceof String || value instanceof Number) {
      return String.valueOf(value);
    }
    throw new IllegalArgumentException(name + " must be text, but is " + Json.line(value));
  }

  /** The same for the same content, wherever the row stands. */
  private static String hash(Map<String, Object> values) {
    try {
      byte[] content = Json.line(new TreeMap<>(values)).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** A name that every file system takes. */
  private static String fileName(String orderId) {
    StringBuilder name = new StringBuilder();
    orderId
        .codePoints()
        .limit(LONGEST_NAME)
        .forEach(
            c ->
                name.appendCodePoint(
                    Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' ? c : '_'));
    return name.charAt(0) == '.' ? "_" + name : name.toString();
  }

  private static Path inside(Path folder, String out) {
    Path file;
    try {
      file = folder.resolve(out).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("out is no name of a file: " + e.getReason(), e);
    }
    if (Path.of(out).isAbsolute() || !file.startsWith(folder) || file.equals(folder)) {
      throw new IllegalArgumentException(
          "out must name a file below " + folder + ", but is '" + out + "'");
    }
    return file;
  }
}
