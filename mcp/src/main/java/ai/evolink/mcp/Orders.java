package ai.evolink.mcp;

import ai.evolink.EvolinkClient;
import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Purchase;
import ai.evolink.TaskHandle;
import ai.evolink.WaitOptions;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was bought, by order id or by the id of its task, as the journal knows it. */
final class Orders {
  static final String ORDER_ID = "order_id";
  static final String TASK_ID = "task_id";
  static final int LONGEST_ID = 200;

  private static final Duration ONE_LOOK = Duration.ofSeconds(30);

  private final Account account;

  Orders(Account account) {
    this.account = account;
  }

  /**
   * A task that can be waited for.
   *
   * @param orderId null for one that no server of this user has bought
   * @param saved whether its results were saved
   */
  record Found(TaskHandle task, @Nullable String orderId, boolean saved) {}

  /** The arguments of a tool that is about one task. */
  static Map<String, Object> arguments() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        ORDER_ID, Schemas.text(LONGEST_ID, "The order_id that submit was given. Or give task_id."));
    properties.put(TASK_ID, Schemas.text(LONGEST_ID, "The task_id that submit answered."));
    return properties;
  }

  /** {@return the task of the argument {@code order_id} or {@code task_id}} */
  Found find(Arguments arguments) {
    Optional<String> order = arguments.text(ORDER_ID);
    Optional<String> task = arguments.text(TASK_ID);
    if (order.isPresent() == task.isPresent()) {
      throw new ToolException("Give one of order_id and task_id.");
    }
    return account.withJournal(
        client ->
            order
                .map(id -> byOrder(client, id))
                .orElseGet(() -> byTask(client, task.orElseThrow())));
  }

  private static Found byOrder(EvolinkClient client, String id) {
    Purchase purchase =
        client
            .purchase(id)
            .orElseThrow(
                () ->
                    new ToolException(
                        "No order \""
                            + id
                            + "\" is known, so nothing was bought under that name. The tool orders"
                            + " lists what was."));
    JournalEntry entry = purchase.entry();
    return purchase
        .task()
        .map(task -> new Found(task, id, entry.isSaved()))
        .orElseThrow(() -> new ToolException("Order \"" + id + "\": " + withoutTask(entry)));
  }

  private static String withoutTask(JournalEntry entry) {
    return entry.state() == JournalState.INTENT
        ? "it is being submitted right now. Call again in a few seconds."
        : "it was sent at "
            + entry.intendedAt()
            + ", and no usable answer came, so it may have been bought. Do not buy it again on your"
            + " own. Tell the user, who can look for the task at https://evolink.ai/dashboard; wait"
            + " takes its task_id. To buy it all the same, choose another order_id.";
  }

  private static Found byTask(EvolinkClient client, String id) {
    return client
        .journal()
        .flatMap(journal -> journal.byTask(id))
        .map(
            entry ->
                new Found(
                    entry.task().orElseGet(() -> TaskHandle.ofId(id)),
                    entry.orderId().orElse(null),
                    entry.isSaved()))
        .orElseGet(() -> new Found(TaskHandle.ofId(id), null, false));
  }

  /**
   * Writes down how an order has ended, which gives back what is not spent.
   *
   * @param saved whether its results are on disk
   */
  void ended(Found found, boolean saved) {
    String id = found.orderId();
    if (id == null || found.saved()) {
      return;
    }
    try {
      account.withJournal(
          client -> {
            Optional<Purchase> purchase = client.purchase(id);
            purchase.ifPresent(it -> see(it, saved));
            return purchase;
          });
    } catch (RuntimeException e) { // the files are there; the next wait writes it down
      Log.LOGGER.log(Level.WARNING, "The end of an order was not written down", e);
    }
  }

  private static void see(Purchase purchase, boolean saved) {
    try {
      purchase.resume(WaitOptions.of(ONE_LOOK)).result();
    } catch (RuntimeException e) { // it failed, which is written down now
      Log.LOGGER.log(Level.DEBUG, "An order without a result", e);
      return;
    }
    if (saved) {
      purchase.markSaved();
    }
  }

  /** {@return the latest orders, the newest first} */
  List<Map<String, Object>> latest(int most) {
    return account.withJournal(
        client -> {
          Deque<Map<String, Object>> latest = new ArrayDeque<>();
          client
              .journal()
              .ifPresent(
                  journal ->
                      journal.forEach(
                          entry -> {
                            latest.addFirst(document(entry));
                            if (latest.size() > most) {
                              latest.removeLast();
                            }
                          }));
          return List.copyOf(latest);
        });
  }

  private static Map<String, Object> document(JournalEntry entry) {
    Map<String, Object> document = new LinkedHashMap<>();
    entry.orderId().ifPresent(id -> document.put(ORDER_ID, id));
    entry.task().ifPresent(task -> document.put(TASK_ID, task.id()));
    document.put("model", entry.model());
    document.put("state", entry.state().name().toLowerCase(Locale.ROOT));
    document.put("submitted_at", entry.intendedAt().toString());
    document.put("saved", entry.isSaved());
    entry
        .creditsUsed()
        .ifPresentOrElse(
            used -> document.put("credits_used", Answer.plain(used)),
            () ->
                entry
                    .creditsReserved()
                    .or(entry::creditsMost)
                    .ifPresent(most -> document.put("credits_set_aside", Answer.plain(most))));
    return document;
  }
}
