package ai.evolink;

import ai.evolink.internal.quote.PriceBook;
import ai.evolink.internal.submit.ModelIds;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.VideoGenerationRequest;
import java.util.Locale;
import java.util.Objects;

/**
 * What requests cost, by the service's public price list. Thread-safe.
 *
 * <p>The list was seen on the live service and is not documented, so it may change or go away;
 * without it, prices are unknown. It is read only for those who ask: for the methods here, and for
 * clients and submits with a limit. What is read is the rule of one model, at the base URL of the
 * client and without its key, for two seconds at most. It is kept as long as the service calls it
 * fresh; one that cannot be read anew then is good until it is 15 minutes old.
 */
public final class Prices {
  private final PriceBook book;
  private final Completions completions;
  private final Images images;
  private final Videos videos;
  private final Audios audios;

  Prices(PriceBook book, Completions completions, Images images, Videos videos, Audios audios) {
    this.book = book;
    this.completions = completions;
    this.images = images;
    this.videos = videos;
    this.audios = audios;
  }

  /**
   * {@return what {@code request} may cost} Nothing is submitted or uploaded. The future does not
   * fail for want of a price: {@link PriceEstimate#unknownBecause()} says why there is none.
   *
   * @throws IllegalArgumentException if it is none of the requests for images, videos or audio
   */
  public EvolinkFuture<PriceEstimate> estimate(GenerationRequest request) {
    Objects.requireNonNull(request, "request");
    if (request instanceof ImageGenerationRequest image) {
      return images.estimate(image);
    }
    if (request instanceof VideoGenerationRequest video) {
      return videos.estimate(video);
    }
    if (request instanceof AudioGenerationRequest audio) {
      return audios.estimate(audio);
    }
    throw new IllegalArgumentException(
        "request must be one for images, videos or audio, but was a "
            + request.getClass().getSimpleName());
  }

  /**
   * {@return the price rule of a model} The future does not fail for want of one: {@link
   * ModelPrice#unknownBecause()} says why there is none.
   *
   * @param model an id, or another name that this version knows for it
   * @throws IllegalArgumentException if the id is blank
   */
  public EvolinkFuture<ModelPrice> of(String model) {
    if (Objects.requireNonNull(model, "model").isBlank()) {
      throw new IllegalArgumentException("model must not be blank");
    }
    String listed = ModelIds.canonical(model).toLowerCase(Locale.ROOT);
    return completions.publish(book.page(listed).thenApply(page -> new ModelPrice(listed, page)));
  }
}
