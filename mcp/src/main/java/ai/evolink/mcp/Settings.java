package ai.evolink.mcp;

import ai.evolink.EvolinkClient;
import ai.evolink.UnknownPrice;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the person who installed the server has decided, and no assistant can change.
 *
 * @param apiKey null if there is none
 * @param baseUrl null for the public service
 * @param folder where files are read and saved
 * @param journal where purchases are written down
 * @param dailyCredits what may be spent from midnight to midnight
 */
record Settings(
    @Nullable String apiKey,
    @Nullable URI baseUrl,
    Path folder,
    Path journal,
    BigDecimal dailyCredits,
    UnknownPrice unknownPrice,
    boolean plainHttp,
    boolean privateDownloads) {

  /** {@return a builder of clients as the settings have it} */
  EvolinkClient.Builder client() {
    String key =
        Optional.ofNullable(apiKey)
            .orElseThrow(
                () ->
                    new ToolException(
                        "This server has no API key, so that it can only list models. Ask the user"
                            + " to take one from https://evolink.ai/dashboard/keys, to set"
                            + " EVOLINK_API_KEY under \"env\" in the configuration of this server,"
                            + " and to start it again."));
    EvolinkClient.Builder builder;
    try {
      builder = EvolinkClient.builder(key);
    } catch (IllegalArgumentException e) { // its message does not repeat the key
      throw new ToolException(
          "The API key of this server cannot be used: "
              + e.getMessage()
              + ". Ask the user to correct EVOLINK_API_KEY in the configuration of this server.",
          e);
    }
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    if (plainHttp) {
      builder.allowPlainHttp();
    }
    if (privateDownloads) {
      builder.allowPrivateDownloads();
    }
    return builder;
  }

  /** What {@code toString} of a record would tell is the key. */
  @Override
  public String toString() {
    return "Settings[" + folder + ", " + dailyCredits + " credits a day]";
  }
}
