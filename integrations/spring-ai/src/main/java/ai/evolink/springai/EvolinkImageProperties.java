package ai.evolink.springai;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options of the image model.
 *
 * @param model Id of the model. Default: gemini-2.5-flash-image.
 * @param n Number of pictures a call makes. Default: one.
 * @param width Width in pixels, together with the height.
 * @param height Height in pixels, together with the width.
 * @param size Size in the words of the model, such as 16:9, in place of width and height.
 * @param quality Quality in the words of the model, such as 2K or high.
 * @param responseFormat Form of the pictures: url, or b64_json.
 * @param style Style, with models that have one.
 * @param properties Further properties by their names in the JSON.
 * @param timeout How long to wait for a task. Default: 10 minutes.
 */
@ConfigurationProperties("spring.ai.evolink.image")
record EvolinkImageProperties(
    @Nullable String model,
    @Nullable Integer n,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String size,
    @Nullable String quality,
    @Nullable String responseFormat,
    @Nullable String style,
    @Nullable Map<String, String> properties,
    @Nullable Duration timeout) {

  EvolinkImageOptions options() {
    EvolinkImageOptions.Builder options =
        EvolinkImageOptions.builder()
            .model(model)
            .n(n)
            .width(width)
            .height(height)
            .size(size)
            .quality(quality)
            .responseFormat(responseFormat)
            .style(style);
    if (properties != null) {
      properties.forEach(options::property);
    }
    return options.build();
  }
}
