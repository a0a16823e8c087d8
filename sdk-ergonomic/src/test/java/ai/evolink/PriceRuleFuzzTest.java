package ai.evolink;

import ai.evolink.internal.price.Price;
import ai.evolink.internal.price.RuleReader;
import ai.evolink.internal.price.UnpricedException;
import ai.evolink.model.EvolinkJson;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.squareup.moshi.JsonAdapter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a price list says, a price or a reason follows. */
@Tag("fuzz")
class PriceRuleFuzzTest {
  private static final JsonAdapter<Object> JSON = EvolinkJson.moshi().adapter(Object.class);
  private static final Map<String, Object> REQUEST =
      Map.of(
          "quality", "2K", "n", 3L, "duration", -1L, "video_urls", List.of("https://x.test/a.mp4"));

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void anyListHasAPriceOrAReason(byte[] body) {
    RUN.begin();
    Object json = FuzzJson.read(JSON, body);
    try {
      Price price = RuleReader.read(json, "m").price(REQUEST);
      boolean ordered =
          price.least().signum() >= 0
              && (price.most() == null || price.least().compareTo(price.most()) <= 0);
      if (!ordered || (price.most() == null) == price.unbounded().isEmpty()) {
        throw new AssertionError(price);
      }
    } catch (UnpricedException e) {
      if (e.reason().isBlank()) {
        throw new AssertionError("no reason", e);
      }
    }
  }
}
