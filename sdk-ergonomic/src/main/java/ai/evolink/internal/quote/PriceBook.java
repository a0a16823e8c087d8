package ai.evolink.internal.quote;

import ai.evolink.internal.http.Transport;
import ai.evolink.internal.price.PriceRule;
import ai.evolink.internal.price.RuleReader;
import ai.evolink.internal.price.UnpricedException;
import ai.evolink.internal.text.Durations;
import ai.evolink.internal.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The price rules that were asked for, one for each model. A rule is read when it is needed, by one
 * query for all who need it, and again when it is no longer fresh. Thread-safe.
 */
public final class PriceBook {
  /** A list that could not be read anew is good for so long after it was read. */
  public static final Duration STALE = Duration.ofMinutes(15);

  /** After a failure, nobody waits for the next one for so long. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final int MOST_MODELS = 500;

  private final PriceQuery query;
  private final Timers timers;
  private final Map<String, Page> pages =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Page> eldest) {
          return size() > MOST_MODELS;
        }
      };

  private final Map<String, CompletableFuture<Page>> underWay = new HashMap<>();

  /**
   * What is known of a model.
   *
   * @param rule null if no price follows
   * @param reason why not, in half a sentence
   * @param raw the answer of the service; null if there was none
   * @param readAt by the monotonic clock
   * @param distrusted whether the service has charged more than it says
   * @param failure why it could not be read anew; null if it was
   */
  public record Page(
      @Nullable PriceRule rule,
      @Nullable String reason,
      boolean retryable,
      @Nullable String raw,
      @Nullable String etag,
      @Nullable Instant freshUntil,
      long readAt,
      Instant readOn,
      Duration lifetime,
      boolean distrusted,
      @Nullable String failure,
      long failedAt) {
    Page with(boolean distrusted, @Nullable String failure, long failedAt) {
      return new Page(
          rule,
          reason,
          retryable,
          raw,
          etag,
          freshUntil,
          readAt,
          readOn,
          lifetime,
          distrusted,
          failure,
          failedAt);
    }

    boolean wasRead() {
      return raw != null;
    }
  }

  /**
   * @param executor runs what depends on a query that has run out of time
   */
  public PriceBook(Transport transport, Timers timers, Executor executor) {
    this.query = new PriceQuery(transport, timers, executor);
    this.timers = timers;
  }

  /** {@return what a request costs} Never fails. */
  public CompletableFuture<Quote> quote(String model, String modality, Map<String, ?> fields) {
    return page(model).thenApply(page -> quote(model, modality, fields, page));
  }

  /** {@return the same, if nothing needs to be asked for; null otherwise} */
  public @Nullable Quote known(String model, String modality, Map<String, ?> fields) {
    Page page;
    synchronized (this) {
      page = pages.get(model);
    }
    return page == null || !isSettled(page) ? null : quote(model, modality, fields, page);
  }

  /** {@return what is known of a model, once it is fresh} Never fails. */
  public CompletableFuture<Page> page(String model) {
    CompletableFuture<Page> begun;
    Page old;
    synchronized (this) {
      old = pages.get(model);
      if (old != null && isSettled(old)) {
        return CompletableFuture.completedFuture(old);
      }
      begun = underWay.get(model);
      if (begun != null) {
        return begun.thenApply(page -> page); // which its caller may cancel
      }
      begun = new CompletableFuture<>();
      underWay.put(model, begun);
    }
    ask(model, old == null || old.distrusted() ? null : old.etag(), old, begun);
    return begun.thenApply(page -> page);
  }

  private void ask(
      String model, @Nullable String etag, @Nullable Page old, CompletableFuture<Page> begun) {
    query
        .ask(model, etag, old == null ? null : old.freshUntil())
        .whenComplete(
            (answer, thrown) -> {
              if (answer instanceof PriceAnswer.Unchanged same
                  && same.lifetime().isZero()
                  && etag != null) {
                ask(model, null, old, begun); // the same list, and no longer fresh
                return;
              }
              Page page = page(model, answer, old);
              synchronized (PriceBook.this) {
                pages.put(model, page);
                underWay.remove(model);
              }
              begun.complete(page);
            });
  }

  private Page page(String model, @Nullable PriceAnswer answer, @Nullable Page old) {
    long now = timers.now();
    Instant on = timers.instant();
    if (answer instanceof PriceAnswer.Read read) {
      PriceRule rule = null;
      String reason = null;
      try {
        rule = RuleReader.read(read.json(), model);
      } catch (UnpricedException e) {
        reason = "the price list cannot be applied: " + e.reason();
      }
      Instant freshUntil = PriceQuery.freshUntil(read.json());
      return new Page(
          rule,
          reason,
          false,
          read.raw(),
          read.etag(),
          freshUntil,
          now,
          on,
          read.lifetime(),
          false,
          null,
          0);
    }
    if (answer instanceof PriceAnswer.Unchanged same && old != null && old.wasRead()) {
      return new Page(
          old.rule(),
          old.reason(),
          false,
          old.raw(),
          old.etag(),
          old.freshUntil(),
          now,
          on,
          same.lifetime(),
          false,
          null,
          0);
    }
    boolean lasting = answer instanceof PriceAnswer.Failed failed && failed.lasting();
    String why =
        answer instanceof PriceAnswer.Failed failed ? failed.reason() : "the list did not come";
    if (old != null && old.wasRead() && !lasting) {
      return old.with(old.distrusted(), why, now);
    }
    return new Page(null, why, !lasting, null, null, null, now, on, Duration.ZERO, false, why, now);
  }

  /** Whether nothing is to be asked for now. */
  private boolean isSettled(Page page) {
    long now = timers.now();
    boolean fresh = page.wasRead() && now - page.readAt() < page.lifetime().toNanos();
    return fresh || (page.failure() != null && now - page.failedAt() < PAUSE.toNanos());
  }

  /**
   * The service has reserved or charged more for the model than its list says: nothing follows from
   * that list any more, until it has run out and was read anew.
   */
  public synchronized void distrust(String model) {
    pages.computeIfPresent(model, (id, page) -> page.with(true, page.failure(), page.failedAt()));
  }

  private Quote quote(String model, String modality, Map<String, ?> fields, Page page) {
    Duration age = Duration.ofNanos(Math.max(0, timers.now() - page.readAt()));
    PriceRule rule = page.rule();
    Quote.Origin origin = origin(page, age);
    if (rule == null) {
      return Quote.unknown(model, String.valueOf(page.reason()), page.retryable(), origin);
    }
    if (page.distrusted()) {
      return Quote.unknown(
          model, "the service has taken more than its price list says", true, origin);
    }
    if (age.compareTo(STALE) > 0) {
      return Quote.unknown(
          model,
          "the price list is " + Durations.words(age) + " old, and " + page.failure(),
          true,
          origin);
    }
    if (!rule.modality().equals(modality)) {
      return Quote.unknown(
          model,
          "the price list has the model for " + rule.modality() + ", not " + modality,
          false,
          origin);
    }
    try {
      var price = rule.price(fields);
      List<String> assumptions = new ArrayList<>(price.assumptions());
      if (!rule.basis().equals("request_only")) {
        assumptions.add(
            "The service settles by " + rule.basis() + ", so the final charge may differ.");
      }
      if (page.failure() != null) {
        assumptions.add("The list could not be read anew: " + page.failure() + ".");
      }
      return Quote.of(
          model, price, List.copyOf(assumptions), java.util.Objects.requireNonNull(origin));
    } catch (UnpricedException e) {
      return Quote.unknown(model, e.reason(), false, origin);
    }
  }

  /** {@return where the page comes from; null if it was not read} */
  private static Quote.@Nullable Origin origin(Page page, Duration age) {
    if (!page.wasRead()) {
      return null;
    }
    PriceRule rule = page.rule();
    return new Quote.Origin(
        rule == null ? "" : rule.version(),
        rule == null ? "" : rule.basis(),
        page.readOn(),
        age,
        page.lifetime());
  }
}
