package ai.evolink.spring.boot;

import static ai.evolink.spring.boot.InvalidEvolinkPropertyException.set;

import ai.evolink.EvolinkClient;
import ai.evolink.PollBudget;
import ai.evolink.SpendLimit;
import ai.evolink.UnknownPrice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What the client's builder can be told, without what is secret.
 *
 * @param requestTimeout Time of a read, such as a task query, repetitions included. Default: 30 s.
 * @param submitTimeout Time of a submit, repetitions included. Default: 2 minutes.
 * @param uploadTimeout Time of an upload, repetitions included. Default: 10 minutes.
 * @param downloadTimeout Time of the download of one result. Default: 1 hour.
 * @param maxDownloadSize Largest result that is downloaded. Default: 2 GB.
 * @param maxConcurrentRequests Largest number of HTTP requests in flight. Default: 256.
 * @param maxRetries How often a call is repeated where that cannot be charged twice. Default: 2.
 * @param pollBudget How often all waits together may ask for their tasks.
 * @param sendIdempotencyKeys Whether submits carry an Idempotency-Key, whose effect is unknown.
 * @param allowPlainHttp Whether the base URL may be http, so that the key is sent in the clear.
 * @param allowLocalCallbacks Whether addresses of callbacks may be http or private.
 * @param allowPrivateDownloads Whether result links may lead into private networks.
 * @param allowUnmeasuredDownloads Whether results of unannounced length are accepted.
 * @param allowExperimental Whether methods that rely on undocumented behaviour are enabled.
 * @param spendLimit How many credits may be spent.
 * @param journal What remembers the purchases.
 * @param ssl The certificates that are trusted, and shown.
 */
@ConfigurationProperties("evolink")
record EvolinkClientProperties(
    @Nullable Duration requestTimeout,
    @Nullable Duration submitTimeout,
    @Nullable Duration uploadTimeout,
    @Nullable Duration downloadTimeout,
    @Nullable DataSize maxDownloadSize,
    @Nullable Integer maxConcurrentRequests,
    @Nullable Integer maxRetries,
    @Nullable Polls pollBudget,
    boolean sendIdempotencyKeys,
    boolean allowPlainHttp,
    boolean allowLocalCallbacks,
    boolean allowPrivateDownloads,
    boolean allowUnmeasuredDownloads,
    boolean allowExperimental,
    @Nullable Limit spendLimit,
    @Nullable Journal journal,
    @Nullable Ssl ssl) {

  /**
   * How often all waits together may ask for their tasks.
   *
   * @param perSecond Polls in a second on average. Default: 20.
   * @param burst Polls at once after a quiet time. Default: 50.
   */
  record Polls(@Nullable Double perSecond, @Nullable Integer burst) {}

  /**
   * How many credits may be spent.
   *
   * @param credits Limit in credits. Default: none.
   * @param ledger Name under which spending is summed up across restarts; needs a journal. Default:
   *     each start counts from zero.
   * @param unknownPrice What happens to submits that have no price in the public list. Default:
   *     refuse.
   */
  record Limit(
      @Nullable BigDecimal credits, @Nullable String ledger, @Nullable UnknownPrice unknownPrice) {}

  /**
   * What remembers the purchases.
   *
   * @param file File on a local disk, for one process at a time; its folder is made if there is
   *     none. Default: no journal.
   * @param database Whether the application's DataSource, PostgreSQL or SQLite, remembers, for any
   *     number of processes. Needs evolink-bulk.
   * @param initializeSchema When tables that are missing are created. Default: always.
   */
  record Journal(
      @Nullable Path file, boolean database, @Nullable SchemaInitialization initializeSchema) {}

  /** When tables that are missing are created. */
  enum SchemaInitialization {
    /** In any database. */
    ALWAYS,
    /** In SQLite only. */
    EMBEDDED,
    /** Never; the application brings them. */
    NEVER
  }

  /**
   * The certificates that are trusted, and shown.
   *
   * @param bundle Name of an SSL bundle for the connections of the client. Default: those of the
   *     JDK.
   */
  record Ssl(@Nullable String bundle) {}

  void applyTo(EvolinkClient.Builder client, boolean hasJournal) {
    set("evolink.request-timeout", requestTimeout, client::requestTimeout);
    set("evolink.submit-timeout", submitTimeout, client::submitTimeout);
    set("evolink.upload-timeout", uploadTimeout, client::uploadTimeout);
    set("evolink.download-timeout", downloadTimeout, client::downloadTimeout);
    set(
        "evolink.max-download-size",
        maxDownloadSize,
        size -> client.maxDownloadBytes(size.toBytes()));
    set("evolink.max-concurrent-requests", maxConcurrentRequests, client::maxConcurrentRequests);
    set("evolink.max-retries", maxRetries, client::maxRetries);
    set("evolink.poll-budget", pollBudget, polls -> client.pollBudget(budget(polls)));
    when(sendIdempotencyKeys, client::sendIdempotencyKeys);
    when(allowPlainHttp, client::allowPlainHttp);
    when(allowLocalCallbacks, client::allowLocalCallbacks);
    when(allowPrivateDownloads, client::allowPrivateDownloads);
    when(allowUnmeasuredDownloads, client::allowUnmeasuredDownloads);
    when(allowExperimental, client::allowExperimental);
    if (journal != null && journal.database() && !hasJournal) {
      throw new InvalidEvolinkPropertyException(
          "evolink.journal.database", "needs evolink-bulk on the class path and a DataSource bean");
    }
    if (spendLimit != null) {
      applyLimit(client, spendLimit, hasJournal);
    }
  }

  private static void when(boolean wanted, Runnable switchOn) {
    if (wanted) {
      switchOn.run();
    }
  }

  private static PollBudget budget(Polls polls) {
    PollBudget usual = PollBudget.ofDefaults();
    return PollBudget.of(
        Objects.requireNonNullElse(polls.perSecond(), usual.perSecond()),
        Objects.requireNonNullElse(polls.burst(), usual.burst()));
  }

  private static void applyLimit(EvolinkClient.Builder client, Limit asked, boolean hasJournal) {
    if (asked.credits() == null) {
      throw new InvalidEvolinkPropertyException(
          "evolink.spend-limit.credits",
          "is not set, although something else is below evolink.spend-limit");
    }
    SpendLimit[] limit = new SpendLimit[1];
    set("evolink.spend-limit.credits", asked.credits(), value -> limit[0] = SpendLimit.of(value));
    set("evolink.spend-limit.ledger", asked.ledger(), name -> limit[0] = limit[0].ledger(name));
    if (asked.ledger() != null && !hasJournal) {
      throw new InvalidEvolinkPropertyException(
          "evolink.spend-limit.ledger",
          "needs a journal: set evolink.journal.file or evolink.journal.database, or give the"
              + " application a TaskJournal bean");
    }
    if (asked.unknownPrice() != null) {
      limit[0] = limit[0].unknownPrice(asked.unknownPrice());
    }
    client.spendLimit(limit[0]);
  }
}
