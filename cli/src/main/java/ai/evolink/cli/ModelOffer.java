package ai.evolink.cli;

import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Kind;
import ai.evolink.ModelInfo;
import ai.evolink.VideoRequest;
import ai.evolink.cli.models.LiveCatalog;
import ai.evolink.cli.models.ModelSearch;
import ai.evolink.cli.models.PriceTag;
import ai.evolink.model.AudioModel;
import ai.evolink.model.VideoModel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What to say to those who name no model. There is no default for videos and audio, whose prices
 * differ by a factor of hundreds; the cheapest that take a prompt alone are offered in its place.
 */
final class ModelOffer {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int OFFERED = 3;

  private ModelOffer() {}

  /**
   * @param asks whether the price list may be asked for
   */
  static CliException of(Cli cli, ConnectionOptions connection, Kind kind, boolean asks) {
    String word = kind.name().toLowerCase(Locale.ROOT);
    String unit = kind == Kind.VIDEO ? "output_second" : "request";
    String cheapest = asks && !connection.emulator ? cheapest(cli, connection, kind, unit) : "";
    return CliException.usage(
        "Missing option: --model",
        cheapest.isEmpty()
            ? "'models --kind " + word + "' lists the models."
            : "The cheapest that take a prompt: "
                + cheapest
                + ". 'models --kind "
                + word
                + " --sort price' lists all.");
  }

  private static String cheapest(Cli cli, ConnectionOptions connection, Kind kind, String unit) {
    try (EvolinkClient client = Session.offline(cli, connection)) {
      Map<String, PriceTag> prices = new LiveCatalog(client).prices(kind, PATIENCE);
      record Offer(String id, PriceTag tag) {}
      return new ModelSearch(List.of(), kind, false)
          .run().stream()
              .filter(model -> model.aliasOf().isEmpty() && takesAPrompt(model))
              .flatMap(
                  model ->
                      LiveCatalog.priceOf(model, prices).stream()
                          .map(tag -> new Offer(model.id(), tag)))
              .filter(offer -> offer.tag().unit().equals(unit))
              .sorted(Comparator.comparing(offer -> offer.tag().least()))
              .limit(OFFERED)
              .map(offer -> offer.id() + " (" + offer.tag().words() + ")")
              .collect(Collectors.joining(", "));
    } catch (EvolinkException e) {
      return ""; // no list; the message is useful without
    }
  }

  private static boolean takesAPrompt(ModelInfo model) {
    try {
      if (model.kind() == Kind.VIDEO) {
        VideoRequest.builder(VideoModel.of(model.id())).prompt("x").build();
      } else {
        AudioRequest.builder(AudioModel.of(model.id())).prompt("x").build();
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
