package ai.evolink.cli.models;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.Kind;
import ai.evolink.ModelInfo;
import ai.evolink.api.Keyless;
import ai.evolink.model.CatalogHealthResponse;
import ai.evolink.model.CatalogModel;
import ai.evolink.model.CatalogModelHealth;
import ai.evolink.model.CatalogModelsResponse;
import ai.evolink.model.PricingAmount;
import ai.evolink.model.PricingComponent;
import ai.evolink.model.PricingRule;
import ai.evolink.model.PricingRulesResponse;
import ai.evolink.model.PricingTier;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retrofit2.http.GET;
import retrofit2.http.Query;

/**
 * The catalogue of the service, which needs no key. It is in no documentation, so that each part of
 * an answer may be missing.
 */
public final class LiveCatalog {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Api api;

  /** Asks the service of {@code client}. */
  public LiveCatalog(EvolinkClient client) {
    this.api = client.retrofit(Api.class);
  }

  interface Api {
    @Keyless
    @GET("v1/catalog/models")
    EvolinkFuture<CatalogModelsResponse> models();

    @Keyless
    @GET("v1/catalog/health")
    EvolinkFuture<CatalogHealthResponse> health();

    @Keyless
    @GET("v1/catalog/pricing-rules")
    EvolinkFuture<PricingRulesResponse> prices(
        @Query("modality") @Nullable String modality, @Query("view") String view);
  }

  /**
   * A model that the service has.
   *
   * @param kind what it makes; null for text, and for what nobody says
   * @param status whether it is usable, in the word of the service; null if it does not say
   */
  public record LiveModel(
      String id,
      @Nullable Kind kind,
      List<String> aliases,
      String lifecycle,
      @Nullable String status) {
    /** {@return whether the id, in any case, is that of the model or another name of it} */
    public boolean isCalled(String name) {
      return id.equalsIgnoreCase(name) || aliases.stream().anyMatch(name::equalsIgnoreCase);
    }
  }

  /** {@return the models of the service that make media} */
  public List<LiveModel> models() {
    EvolinkFuture<CatalogModelsResponse> models = api.models();
    EvolinkFuture<CatalogHealthResponse> health = api.health();
    Map<String, String> statuses = new HashMap<>();
    for (CatalogModelHealth each : orEmpty(health.result(PATIENCE).models())) {
      if (each.modelId() != null && each.status() != null) {
        statuses.put(each.modelId(), each.status());
      }
    }
    List<LiveModel> found = new ArrayList<>();
    for (CatalogModel model : orEmpty(models.result(PATIENCE).models())) {
      String id = model.modelId();
      Kind kind = kind(orEmpty(model.protocols()));
      if (id != null && kind != null) {
        found.add(
            new LiveModel(
                id,
                kind,
                orEmpty(model.aliases()),
                Objects.requireNonNullElse(model.lifecycle(), ""),
                statuses.get(id)));
      }
    }
    return found;
  }

  /**
   * {@return the price of each model that has one, by its canonical id in lower case}
   *
   * @param kind null for all
   * @param patience how long to wait for the list
   */
  public Map<String, PriceTag> prices(@Nullable Kind kind, Duration patience) {
    String modality = kind == null ? null : kind.name().toLowerCase(Locale.ROOT);
    Map<String, PriceTag> tags = new HashMap<>();
    for (PricingRule rule : orEmpty(api.prices(modality, "full").result(patience).models())) {
      String id = rule.modelId();
      PriceTag tag = "unavailable".equals(rule.pricingStatus()) ? null : tag(rule);
      if (id != null && tag != null) {
        tags.put(id.toLowerCase(Locale.ROOT), tag);
      }
    }
    return tags;
  }

  /** {@return the price of a model of this version; empty if the list has none} */
  public static Optional<PriceTag> priceOf(ModelInfo model, Map<String, PriceTag> prices) {
    String id = model.aliasOf().orElse(model.id());
    return Optional.ofNullable(prices.get(id.toLowerCase(Locale.ROOT)));
  }

  private static @Nullable Kind kind(List<String> protocols) {
    for (String protocol : protocols) {
      for (Kind kind : List.of(Kind.IMAGE, Kind.VIDEO, Kind.AUDIO)) {
        if (protocol.contains(kind.name().toLowerCase(Locale.ROOT))) {
          return kind;
        }
      }
    }
    return null;
  }

  private static @Nullable PriceTag tag(PricingRule rule) {
    List<PricingComponent> parts = orEmpty(rule.components());
    PricingComponent main =
        parts.stream()
            .filter(part -> "output".equals(part.role()) || "output".equals(part.id()))
            .findFirst()
            .orElse(parts.isEmpty() ? null : parts.get(0));
    if (main == null) {
      return null;
    }
    List<BigDecimal> rates = new ArrayList<>();
    add(rates, main.rate());
    for (PricingTier tier : orEmpty(main.tiers())) {
      add(rates, tier.rate());
    }
    return rates.isEmpty()
        ? null
        : new PriceTag(
            rates.stream().min(BigDecimal::compareTo).orElseThrow(),
            rates.stream().max(BigDecimal::compareTo).orElseThrow(),
            Objects.requireNonNullElse(main.unit(), "unit"),
            parts.size());
  }

  private static void add(List<BigDecimal> rates, @Nullable PricingAmount amount) {
    String credits = amount == null ? null : amount.credits();
    if (credits != null) {
      try {
        rates.add(new BigDecimal(credits));
      } catch (NumberFormatException e) {
        // A price in another form: better none than a wrong one.
      }
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
