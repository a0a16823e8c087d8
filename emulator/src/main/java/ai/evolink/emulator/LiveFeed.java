package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps open pages up to date. While there are any, it looks at the {@link Board} four times a
 * second, and whenever a task ends, and numbers what has changed; each page is sent what is newer
 * than what it has. There are no queues: a page that reads slowly skips what happened meanwhile and
 * gets the latest state, and one that comes back within the same run is sent the difference.
 */
final class LiveFeed implements AutoCloseable {

  /** More open pages than this, and the next one is asked to come later. */
  static final int MOST_PAGES = 32;

  private static final long TICK_MILLIS = 250;

  /** However many tasks end one after another. */
  private static final long LEAST_TICK_MILLIS = 25;

  /** Often enough that neither side takes a quiet connection for a dead one. */
  private static final int TICKS_BETWEEN_BEATS = 40;

  private final Board board;
  private final Scheduler scheduler;
  private final Executor executor;

  /** Tells this run from others, to which the numbers of a page may belong. */
  private final String run = RandomText.of(8);

  // All of the following belongs to whoever holds the monitor.
  private final List<Page> pages = new ArrayList<>();
  private final Map<Long, Versioned> cards = new HashMap<>();
  private Versioned summary = new Versioned(Json.object(), 0);
  private List<Long> order = List.of();
  private long version;
  private boolean ticking;
  private boolean closed;

  LiveFeed(Board board, Scheduler scheduler, Executor executor) {
    this.board = board;
    this.scheduler = scheduler;
    this.executor = executor;
  }

  /** A part of what is shown, and when it was last different. */
  private record Versioned(ObjectNode node, long version) {}

  private static final class Page {
    private final EventStream stream;
    private long has;
    private int quietTicks;

    Page(EventStream stream, long has) {
      this.stream = stream;
      this.has = has;
    }
  }

  void handle(Exchange exchange) {
    exchange.offload(() -> open(exchange));
  }

  private synchronized void open(Exchange exchange) {
    pages.removeIf(page -> page.stream.isOver());
    if (closed || pages.size() >= MOST_PAGES) {
      throw Refusal.media(503, "too_many_pages", "api_error", "Too many open pages: " + MOST_PAGES);
    }
    refresh();
    String last = exchange.header("Last-Event-ID");
    String known = last.isEmpty() ? exchange.query("since") : last;
    pages.add(new Page(exchange.stream(), versionOf(known)));
    update();
    if (!ticking) {
      ticking = true;
      scheduleTick();
    }
  }

  /** The version in an id of an event of this run, or -1: then everything has to be sent. */
  private long versionOf(String id) {
    String digits = id.startsWith(run + "-") ? id.substring(run.length() + 1) : "";
    long known = digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
    return known <= version ? known : -1;
  }

  private void scheduleTick() {
    // A result is shown when it is there, and not a moment later.
    Duration next = board.untilNextEnd(board.now(), Duration.ofMillis(TICK_MILLIS));
    long millis = Math.max(LEAST_TICK_MILLIS, next.toMillis() + 1);
    scheduler.schedule(() -> executor.execute(this::tick), millis, TimeUnit.MILLISECONDS);
  }

  private synchronized void tick() {
    pages.removeIf(page -> page.stream.isOver());
    ticking = !pages.isEmpty() && !closed;
    if (ticking) {
      refresh();
      update();
      scheduleTick();
    }
  }

  /** Looks at the board, and notes what is different from the last look. */
  private void refresh() {
    Instant now = board.now();
    Map<Long, ObjectNode> current = board.cards(now);
    long next = version + 1;
    boolean changed = cards.keySet().retainAll(current.keySet());
    for (Map.Entry<Long, ObjectNode> card : current.entrySet()) {
      Versioned known = cards.get(card.getKey());
      if (known == null || !known.node().equals(card.getValue())) {
        cards.put(card.getKey(), new Versioned(card.getValue(), next));
        changed = true;
      }
    }
    order = List.copyOf(current.keySet());
    ObjectNode total = board.summary(now);
    if (!total.equals(summary.node())) {
      summary = new Versioned(total, next);
      changed = true;
    }
    version = changed ? next : version;
  }

  private void update() {
    Map<Long, ObjectNode> made = new HashMap<>();
    for (Page page : pages) {
      if (!page.stream.isReady()) {
        continue;
      }
      if (page.has < version) {
        String name = page.has < 0 ? "snapshot" : "change";
        page.stream.send(
            run + "-" + version, name, made.computeIfAbsent(page.has, this::newerThan));
        page.has = version;
        page.quietTicks = 0;
      } else if (++page.quietTicks == TICKS_BETWEEN_BEATS) {
        page.stream.beat();
        page.quietTicks = 0;
      }
    }
  }

  private ObjectNode newerThan(long known) {
    ObjectNode event = Json.object();
    event.put("now", board.now().toEpochMilli());
    // What is older than the oldest card is not shown any more.
    event.put("oldest", order.isEmpty() ? Long.MAX_VALUE : order.get(order.size() - 1));
    if (summary.version() > known) {
      event.set("summary", summary.node());
    }
    ArrayNode news = event.putArray("cards");
    for (Long number : order) {
      Versioned card = cards.get(number);
      if (card != null && card.version() > known) {
        news.add(card.node());
      }
    }
    return event;
  }

  /** Ends all pages' connections; they will try to come back. */
  @Override
  public synchronized void close() {
    closed = true;
    pages.forEach(page -> page.stream.end());
    pages.clear();
  }
}
