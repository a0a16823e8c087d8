package ai.evolink.simulation;

import ai.evolink.BatchEnd;
import ai.evolink.BatchFuture;
import ai.evolink.BatchItem;
import ai.evolink.BatchOptions;
import ai.evolink.BatchSummary;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.Purchase;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.WaitOptions;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.simulation.BatchPlan.Way;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One run of a batch: what its caller gives it and hears of it, and what must hold for it. */
final class BatchRun {
  private final World world;
  private final Laws laws;
  private final Jvm process;
  private final int client;
  private final int number;
  private final BatchPlan plan;
  private final Map<BatchItem<?>, WantedItem> items = new HashMap<>(); // by identity
  private final List<WantedItem> taken = new ArrayList<>();
  private final Map<BatchEnd.State, Long> counts = new EnumMap<>(BatchEnd.State.class);
  private final Map<String, Integer> wishes = new HashMap<>();

  /** By how many items a task that has failed is to be bought once more. */
  private final Map<String, Integer> replaced = new HashMap<>();

  /** How many items have ended with the failure of a task. */
  private final Map<String, Integer> failures = new HashMap<>();

  private BigDecimal credits = BigDecimal.ZERO;
  private @Nullable BatchFuture future;
  private int told;
  private int closes;
  private int ends;
  private boolean telling;

  /** What the source or the sink has thrown. */
  private @Nullable RuntimeException thrown;

  /** When the caller has ended it, on the clock of the world; -1 if that was not. */
  private long stoppedAt = -1;

  /** Since when the batch may have had nothing to do, on the clock of the world. */
  private long idleSince;

  /** When its client was last open, or had an answer to await, on the clock of the world. */
  private long awaitedAt;

  /**
   * @param number another one for each run
   */
  BatchRun(World world, Laws laws, Jvm process, int client, int number, BatchPlan plan) {
    this.world = world;
    this.laws = laws;
    this.process = process;
    this.client = client;
    this.number = number;
    this.plan = plan;
  }

  void begin() {
    BatchOptions options =
        BatchOptions.builder()
            .concurrency(plan.concurrency())
            .retry(this::isToBeRetried)
            .onEnd(this::told)
            .build();
    idleSince = world.now();
    laws.runs(this);
    BatchFuture begun =
        seller()
            .images()
            .generateAll(
                StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(new Source(), Spliterator.ORDERED),
                        false)
                    .onClose(this::sourceIsClosed),
                options);
    future = begun;
    Unwrapping.whenDone(
        begun,
        (summary, failure) -> {
          if (process.isAlive()) {
            ended(summary, failure);
          }
        });
  }

  private EvolinkClient seller() {
    return process.clients.get(client);
  }

  private BatchFuture future() {
    BatchFuture begun = future;
    if (begun == null) {
      throw new AssertionError("not begun");
    }
    return begun;
  }

  /** Stops or cancels it, as its plan says. */
  void cut() {
    if (process.isAlive()) {
      stop(plan.way() == Way.CANCELLED);
    }
  }

  private void stop(boolean cancelled) {
    if (future().isDone() || stoppedAt >= 0) {
      return;
    }
    world.event(this + (cancelled ? " is cancelled" : " is stopped"));
    stoppedAt = world.now();
    if (cancelled) {
      future().cancel(true);
    } else {
      future().stop();
    }
    taken.forEach(WantedItem::stops);
  }

  // ---- what it takes

  private final class Source implements Iterator<BatchItem<ImageRequest>> {
    private final Iterator<BatchPlan.Item> plans = plan.items().iterator();

    @Override
    public boolean hasNext() {
      if (closes > 0 || stoppedAt >= 0 || thrown != null) {
        world.broken(BatchRun.this + " asks for an item, and is to take none any more");
      }
      if (plan.way() == Way.SOURCE_THROWS && taken.size() == plan.after()) {
        thrown = new IllegalStateException("no further item can be read");
        throw thrown;
      }
      return plans.hasNext();
    }

    @Override
    public BatchItem<ImageRequest> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return take(plans.next());
    }
  }

  private BatchItem<ImageRequest> take(BatchPlan.Item next) {
    String order = next.order();
    String purchase = order == null ? "item-" + next.number() + "-" + number : order;
    boolean late = future().soFar().stoppedBy().isPresent() || process.isClosed(client);
    WantedItem want =
        new WantedItem(
            process, client, purchase, "item " + next.number() + " of " + this, next, late);
    want.takenAt = world.now();
    want.known = isKnown(want);
    SubmitOptions.Builder options =
        SubmitOptions.builder().waitOptions(WaitOptions.of(Duration.ofSeconds(next.deadline())));
    if (order != null) {
      options.orderId(order);
      if (plan.retries()) {
        want.isAmbiguous(); // it may be bought, and waited for, once more
      }
    }
    BatchItem<ImageRequest> item = BatchItem.of(ImageRequest.of(purchase), options.build());
    world.event(want + " is taken");
    items.put(item, want);
    taken.add(want);
    laws.wants(want);
    if (taken.size() - told > plan.concurrency()) {
      world.broken(this + " has " + (taken.size() - told) + " items under way at once");
    }
    return item;
  }

  private boolean isKnown(WantedItem want) {
    String order = want.plan.order();
    return order != null && Callers.isKnown(seller(), order);
  }

  private void sourceIsClosed() {
    idleSince = world.now();
    if (++closes > 1) {
      world.broken(this + " has closed its source twice");
    }
  }

  private boolean isToBeRetried(Purchase purchase) {
    if (plan.retries()) {
      purchase.task().ifPresent(task -> replaced.merge(task.id(), 1, Integer::sum));
      laws.retries(Callers.purchaseOf(purchase), purchase.entry().key());
    }
    String order = purchase.orderId().orElse("");
    long able = taken.stream().filter(want -> order.equals(want.plan.order())).count();
    if (wishes.merge(order, 1, Integer::sum) > able) {
      world.broken(this + " asks twice whether " + order + " is to be bought again");
    }
    return plan.retries();
  }

  // ---- what it tells

  private void told(BatchEnd end) {
    if (telling) {
      world.broken(this + " tells two ends at once");
    }
    telling = true;
    try {
      hear(end);
    } finally {
      telling = false;
      idleSince = world.now();
    }
  }

  private void hear(BatchEnd end) {
    WantedItem want = items.get(end.item());
    if (want == null || !want.ends(end)) {
      world.broken(this + " tells of " + end + ", which was not taken, or has ended before");
      return;
    }
    world.event(want + ": " + end.state());
    told++;
    counts.merge(end.state(), 1L, Long::sum);
    credits = credits.add(end.credits().orElse(BigDecimal.ZERO));
    String wrong = new EndCheck(this, want, end).wrong();
    if (wrong != null) {
      world.broken(want + ", told as " + end + ", " + wrong);
    }
    want.known &= isKnown(want);
    boolean done = end.state() == BatchEnd.State.DONE;
    if (done) {
      want.end.complete(end);
    } else {
      want.end.completeExceptionally(
          end.problem().orElseGet(() -> new CancellationException("not submitted")));
    }
    if (plan.way() == Way.STOPPED_AT_A_FAILURE && !done) {
      stop(false);
    } else if (plan.way() == Way.SINK_THROWS && told == plan.after() + 1 && thrown == null) {
      thrown = new IllegalStateException("the end cannot be handed over");
      throw thrown;
    }
  }

  private void ended(@Nullable BatchSummary summary, @Nullable Throwable failure) {
    world.event(this + " ends: " + (failure == null ? summary + "" : failure.getClass().getName()));
    if (++ends > 1) {
      world.broken(this + " has ended twice");
    }
    if (future().isCancelled()) {
      if (plan.way() != Way.CANCELLED || stoppedAt < 0) {
        world.broken(this + " is cancelled, and nobody has done so");
      }
      return; // its items end later
    }
    if (told < taken.size() || closes == 0) {
      world.broken(this + " has ended before its items");
    }
    if (summary == null) {
      boolean ofClose = failure instanceof ClientClosedException && process.isClosed(client);
      if (failure != thrown && !ofClose) {
        world.broken(this + " has failed: " + failure);
      }
    } else if (thrown != null || (stoppedAt < 0 && hasMetAClosedClient())) {
      world.broken(this + " has ended well, and has not read or told all");
    } else if (stoppedAt < 0 && taken.size() < plan.items().size()) {
      world.broken(this + " has left items in its source");
    } else if (!isCountedBy(summary)) {
      world.broken(this + " has counted " + summary + ", but told " + counts + ", " + credits);
    }
  }

  private boolean hasMetAClosedClient() {
    return taken.stream().anyMatch(want -> want.failure instanceof ClientClosedException);
  }

  private boolean isCountedBy(BatchSummary summary) {
    for (BatchEnd.State state : BatchEnd.State.values()) {
      if (summary.count(state) != counts.getOrDefault(state, 0L)) {
        return false;
      }
    }
    return summary.credits().compareTo(credits) == 0;
  }

  // ---- at every step, and at the end

  void step() {
    if (!process.isAlive()) {
      return;
    }
    barIfNothingIsSubmitted();
    if (!process.isClosed(client) || seller().callsInFlight() > 0) {
      awaitedAt = world.now();
    }
    if (world.now() - idleSince <= Laws.LATE) {
      return;
    }
    if (world.now() - awaitedAt > Laws.LATE && (told < taken.size() || closes == 0)) {
      world.broken(this + " goes on after the close of its client, with no answer to await");
    }
    int underWay = taken.size() - told;
    if (closes == 0 && underWay < plan.concurrency()) {
      world.broken(this + " has a free place, and takes nothing");
    } else if (closes > 0 && underWay == 0 && ends == 0) {
      world.broken(this + " does not end");
    }
    if (stoppedAt >= 0) {
      for (WantedItem want : taken) {
        goesOn(want);
      }
    }
  }

  private void barIfNothingIsSubmitted() {
    if (told < taken.size() && (thrown != null || future().soFar().stoppedBy().isPresent())) {
      for (WantedItem want : taken) {
        want.barredAt = want.barredAt < 0 ? world.now() : want.barredAt;
      }
    }
  }

  /** After a stop, only what has left, and has no answer yet, goes on. */
  private void goesOn(WantedItem want) {
    // Others may submit an order, too; and a close before the stop has left it in line.
    boolean ours = want.plan.order() == null && !process.isClosed(client);
    long since = Math.max(stoppedAt, want.accepted);
    if (!want.future.isDone()
        && (want.isSurelyAccepted() || (ours && !want.left))
        && world.now() - since > Laws.LATE) {
      world.broken(want + " goes on after the stop");
    }
  }

  void mustBeOver() {
    if (process.isAlive() && (ends != 1 || closes != 1 || told < taken.size())) {
      world.broken(this + " has not ended, or nobody was told");
    }
  }

  // ---- what the check of an end needs

  Laws laws() {
    return laws;
  }

  /**
   * Counts {@code want} among the items that end with the failure of {@code task}. Each wish to buy
   * it once more was of another item, whichever: so many may not end so.
   *
   * @return whether one was to be bought once more
   */
  boolean isReplaced(TaskHandle task, WantedItem want) {
    String order = want.plan.order();
    long able = taken.stream().filter(other -> Objects.equals(order, other.plan.order())).count();
    int failed = failures.merge(task.id(), 1, Integer::sum);
    int replacing = replaced.getOrDefault(task.id(), 0);
    return replacing > 0 && failed > able - replacing;
  }

  boolean isStopped() {
    return stoppedAt >= 0;
  }

  /** Whether the batch says, or has reason to say, that nothing more is submitted. */
  boolean submitsNothing() {
    return isStopped()
        || thrown != null
        || process.isClosed(client)
        || future().soFar().stoppedBy().isPresent();
  }

  long now() {
    return world.now();
  }

  @Override
  public String toString() {
    return "batch " + number;
  }
}
