package ai.evolink.simulation;

import ai.evolink.JournalEntry;
import ai.evolink.OrderBusyException;
import ai.evolink.SpendLimitException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskTimeoutException;
import ai.evolink.internal.http.SimulatedNetwork.Reply;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.CallThreads.Lane;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What must hold at every moment of a life. The first law that does not ends it. */
final class Laws {
  private static final long SECOND = 1_000_000_000;

  /** How late a wait may end: tasks of the simulation run late themselves. */
  static final long LATE = SECOND / 4;

  /** How much larger the budget of polls that confirm callbacks is. */
  private static final int CONFIRMATIONS = 5;

  final Chance chance;
  private final Script script;
  private final World world;
  private final List<Wanted> wanted = new ArrayList<>();
  private final List<Wanted> busy = new ArrayList<>();
  private final List<BatchRun> batches = new ArrayList<>();

  /** The attempts of each purchase that somebody has decided to make once more. */
  private final Map<String, Set<JournalEntry.Key>> retries = new HashMap<>();

  private final Set<String> troubled = new HashSet<>();
  private final Set<String> decided = new HashSet<>();
  private final Set<String> told = new HashSet<>();

  /** The answers to submits that a client has got, with that client's process. */
  private final Map<String, Jvm> answered = new HashMap<>();

  private @Nullable Service service;

  Laws(Script script, World world, Chance chance) {
    this.script = script;
    this.world = world;
    this.chance = chance;
  }

  void watch(Service sellers) {
    this.service = sellers;
  }

  List<Wanted> wanted() {
    return wanted;
  }

  // ---- what callers do and hear

  void wants(Wanted want) {
    wanted.add(want);
    Unwrapping.whenDone(
        want.future,
        (value, failure) -> {
          if (want.process.isAlive()) {
            ended(want, failure);
          }
        });
  }

  void accepted(Wanted want, @Nullable TaskHandle task) {
    if (want.process.isAlive() && task != null) {
      want.accepted = world.now();
      want.task = task;
    }
  }

  void runs(BatchRun batch) {
    batches.add(batch);
  }

  /** A client has told its listener of a task that it has bought, or that was bought before. */
  void heard(Jvm process, int client, TaskHandle task) {
    Service.Sold sold = seller().find(task.id());
    String purchase = task.orderId().orElse(sold == null ? "" : sold.purchase);
    for (Wanted want : wanted) {
      if (want instanceof WantedItem item
          && item.process == process
          && item.client == client
          && item.purchase.equals(purchase)
          && !item.future.isDone()) {
        if (isWantedBesides(item)) {
          item.isAmbiguous();
        }
        item.accepted(task, world.now());
      }
    }
  }

  private boolean isWantedBesides(WantedItem item) {
    for (Wanted want : wanted) {
      if (want != item && want.process == item.process && want.purchase.equals(item.purchase)) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody has said what becomes of a purchase, perhaps mistakenly. */
  boolean isDecided(String purchase) {
    return decided.contains(purchase);
  }

  Service.@Nullable Sold sold(TaskHandle task) {
    return seller().find(task.id());
  }

  /** Somebody has decided what becomes of an uncertain purchase, and so knows of it. */
  void decides(String purchase) {
    decided.add(purchase);
  }

  /** Somebody has decided to make an attempt once more. That two have decides nothing more. */
  void retries(String purchase, JournalEntry.Key attempt) {
    decides(purchase);
    retries.computeIfAbsent(purchase, any -> new HashSet<>()).add(attempt);
  }

  private int attemptsDecided(String purchase) {
    return retries.getOrDefault(purchase, Set.of()).size();
  }

  private void ended(Wanted want, @Nullable Throwable failure) {
    world.event(want + " ends: " + (failure == null ? "a result" : failure.getClass().getName()));
    want.told++;
    want.failure = failure;
    want.endedAt = world.now();
    if (want.told > 1) {
      world.broken(want + " has ended twice");
    }
    if (!want.future.isDone()) {
      world.broken(want + " has told its end before it was done");
    }
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e.toString().contains(Jvm.KEY)) {
        world.broken("the key is in the failure of " + want);
      }
    }
    if (failure instanceof CancellationException && !want.mayBeCancelled()) {
      world.broken(want + " is cancelled, and nobody has done so");
    }
    if (failure instanceof TaskTimeoutException timeout) {
      starved(want, timeout);
    } else if (failure instanceof SpendLimitException) {
      refusedForNothing(want);
    } else if (failure instanceof OrderBusyException) {
      busy.add(want);
    }
  }

  /** A submit that the limit has refused, although all others together leave room for it. */
  private void refusedForNothing(Wanted refused) {
    if (refused.known && !retries.containsKey(refused.purchase)) {
      world.broken(refused + " was refused, although its order was in the journal");
    }
    int others = 0;
    for (Service.Sold sold : seller().sold()) {
      others += sold.by == refused.process || script.journal() ? 1 : 0;
    }
    for (Wanted want : wanted) {
      boolean told = want.told > 0 && world.now() - want.endedAt > LATE;
      others += told && (want.isFree() || want.failure == null) ? 0 : 1;
    }
    if (others < script.limit()) {
      world.broken(refused + " was refused, but only " + others + " others may have been bought");
    }
  }

  /** A task that has ended long before the deadline, and was not seen for no reason. */
  private void starved(Wanted want, TaskTimeoutException timeout) {
    TaskHandle task = want.task;
    if (task == null || !want.isSurelyAccepted() || troubled.contains(task.id()) || isCrowded()) {
      return;
    }
    Service.Sold sold = seller().find(task.id());
    if (sold == null || sold.troubled || anyThrottled()) {
      return;
    }
    long deadline = want.accepted + want.deadline * SECOND;
    if (Math.max(want.lookedAt, want.accepted) < deadline - lastLook(want)) {
      world.broken(
          want + " has looked last " + (deadline - want.lookedAt) / 1e9 + " s before its deadline");
    }
    long late = want.deadline * SECOND * 6 / 10 + 10 * SECOND;
    if (sold.endsAt < deadline - late && sold.endsAt < Long.MAX_VALUE / 8) {
      world.broken(
          want + " has timed out after " + timeout.polls() + " polls, but its task had ended");
    }
  }

  /**
   * {@return how long before the end of a wait it may look last} A second before it, earlier by as
   * many times as the budget needs for the last looks of all waits, and as long as a poll takes.
   */
  private long lastLook(Wanted want) {
    int others = 0;
    for (Wanted other : wanted) {
      others += other.process == want.process && other.client == want.client ? 1 : 0;
    }
    return SECOND + others * 5L * SECOND / (4L * script.budget()) + 4 * SECOND;
  }

  /** Whether polls may have had to wait for a place. */
  private boolean isCrowded() {
    return script.concurrent() < 256;
  }

  /** Whether the service has asked for patience, which holds polls of other tasks up too. */
  private boolean anyThrottled() {
    for (Service.Sold sold : seller().sold()) {
      if (sold.troubled) {
        return true;
      }
    }
    return false;
  }

  private Service seller() {
    Service known = service;
    if (known == null) {
      throw new AssertionError("nothing is sold yet");
    }
    return known;
  }

  void told(Jvm process, TaskHandle task) {
    if (process.isAlive()) {
      told.add(task.id());
      world.event("told of " + task.id());
    }
  }

  // ---- what goes over the line

  /** A request for a task has met trouble on the line. */
  void troubled(Request request) {
    troubled.add(taskOf(request));
  }

  private static String taskOf(Request request) {
    String path = request.url().encodedPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  void begins(Line line, Request request, Lane lane, int attempt) {
    if (line.underWay > script.concurrent()) {
      world.broken(line.underWay + " calls at once, of " + script.concurrent());
    }
    if (attempt > 1 + script.retries()) {
      world.broken("attempt " + attempt + " of " + request.method() + " " + request.url());
    }
    if (line.process.isClosed(line.process.lines.indexOf(line))) {
      world.broken(request.method() + " " + request.url() + " begins after the close");
    }
    if (lane != Lane.CALL) {
      polled(line, taskOf(request), lane == Lane.CONFIRMATION);
    }
  }

  private void polled(Line line, String id, boolean confirms) {
    int polls = confirms ? ++line.confirmations : ++line.polls;
    double seconds = 1e-9 * (world.now() - line.since);
    double allowed = script.budget() * (2 + seconds) * (confirms ? CONFIRMATIONS : 1) + 1e-3;
    if (polls > allowed) {
      world.broken(polls + " polls, of " + allowed);
    }
    int client = line.process.lines.indexOf(line);
    Service.Sold sold = seller().find(id);
    String purchase = sold == null ? "" : sold.purchase;
    boolean isWanted = false;
    for (Wanted want : wanted) {
      if (want.process == line.process
          && want.client == client
          && (want.isFor(id, purchase) || mayBeFor(want))
          && want.isWait()
          && want.isOpen()) {
        want.lookedAt = world.now();
        isWanted = true;
      }
    }
    if (!isWanted) {
      world.broken("a poll of " + id + ", which nobody waits for");
    }
  }

  /** Whether an item goes on with whatever task somebody has said to be of its order. */
  private boolean mayBeFor(Wanted want) {
    return want instanceof WantedItem && decided.contains(want.purchase);
  }

  /**
   * The first byte of a submit leaves now.
   *
   * @param attempt how many its call has made, this one included
   */
  void leaves(Line line, String body, int attempt) {
    String purchase = Service.purchaseIn(body);
    int client = line.process.lines.indexOf(line);
    boolean isWanted = false;
    for (Wanted want : wanted) {
      if (want.process == line.process && want.client == client && want.purchase.equals(purchase)) {
        isWanted |= want.maySubmit();
        if (want instanceof WantedItem item) {
          item.left = true;
          if (attempt == 1 && item.mustNotBeTriedAgain() && !isDecided(purchase)) {
            world.broken(item + " is tried again after its batch has met its limit, or failed");
          }
        }
      }
    }
    if (!isWanted) {
      world.broken("a submit of " + purchase + " leaves, which nobody wants to be sent");
    }
  }

  /** An attempt of a submit of which something has left is over. */
  void submitEnds(Line line, String body) {
    String purchase = Service.purchaseIn(body);
    int client = line.process.lines.indexOf(line);
    for (Wanted want : wanted) {
      if (want instanceof WantedItem item
          && item.process == line.process
          && item.client == client
          && item.purchase.equals(purchase)) {
        item.triedAt = world.now();
      }
    }
  }

  void posted(Jvm process, Request request, String body) {
    String purchase = Service.purchaseIn(body);
    int most = 1 + attemptsDecided(purchase);
    if (seller().bought(purchase) > most) {
      world.broken(purchase + " was bought " + seller().bought(purchase) + " times, of " + most);
    }
    String authorization = request.header("Authorization");
    if (authorization == null || !authorization.endsWith(Jvm.KEY)) {
      world.broken("a submit came without the key");
    }
    if (Jvm.isLimited(script)) {
      BigDecimal spent = BigDecimal.ZERO;
      for (Service.Sold sold : seller().sold()) {
        if (script.journal() || sold.by == process) {
          spent = spent.add(sold.cost);
        }
      }
      BigDecimal limit = Service.PRICE.multiply(BigDecimal.valueOf(script.limit()));
      if (spent.compareTo(limit) > 0) {
        world.broken("spent " + spent + " of " + limit);
      }
    }
  }

  void answered(Jvm process, Request request, Reply reply) {
    if (request.method().equals("POST") && reply.status() == 200) {
      int at = reply.body().indexOf("task-unified");
      answered.put(reply.body().substring(at, reply.body().indexOf('"', at)), process);
    }
  }

  // ---- at every step, and at the end

  void step() {
    for (Wanted want : wanted) {
      if (!want.process.isAlive()) {
        continue;
      }
      String contradiction = want.contradiction();
      if (contradiction != null) {
        world.broken(want + " " + contradiction);
      }
      if (want.isWait()
          && !want.seenDone
          && want.isSurelyAccepted()
          && world.now() > want.accepted + want.deadline * SECOND + LATE) {
        world.broken(want + " goes on after its deadline of " + want.deadline + " s");
      }
    }
    batches.forEach(BatchRun::step);
  }

  /** All that callers wait for must have ended by now. */
  void allEnded() {
    for (Wanted want : wanted) {
      if (want.process.isAlive() && !(want.future.isDone() && want.told == 1)) {
        world.broken(want + " has not ended, or nobody was told");
      }
    }
    batches.forEach(BatchRun::mustBeOver);
  }

  /** After the clients were closed. */
  void nothingIsLeft(List<Jvm> processes, Set<String> recorded, boolean diskWasWell) {
    for (Jvm process : processes) {
      if (!process.isAlive()) {
        continue;
      }
      for (int i = 0; i < process.clients.size(); i++) {
        int calls = process.clients.get(i).callsInFlight();
        if (calls != 0 || process.lines.get(i).underWay != 0) {
          world.broken(calls + " calls are in flight after the end");
        }
      }
      if (process.nextAlarm() != Long.MAX_VALUE) {
        world.broken("an alarm is set after the end of process " + process.number);
      }
      if (!process.hooks.isEmpty()) {
        world.broken("the end of process " + process.number + " would wait for no submit");
      }
    }
    if (diskWasWell) {
      busy.forEach(this::busyForNothing);
    }
    batches.forEach(BatchRun::mustBeOver);
    wanted.forEach(this::isWhatItSaid);
    Set<String> lost = new LinkedHashSet<>();
    for (Service.Sold sold : seller().sold()) {
      boolean known =
          told.contains(sold.id) || recorded.contains(sold.id) || decided.contains(sold.purchase);
      Jvm got = answered.get(sold.id);
      if (got != null && got.isAlive()) {
        if (script.hook() && !told.contains(sold.id)) {
          lost.add(sold.id + " was bought, and the hook was not told");
        }
        if (script.journal() && diskWasWell && !recorded.contains(sold.id)) {
          lost.add(sold.id + " was bought, and the journal was not told");
        }
      }
      if (!known && script.journal() && !recorded.contains(sold.purchase)) {
        lost.add(sold.id + " was bought, and the journal has nothing of " + sold.purchase);
      }
      if (!known && !script.journal() && sold.by.isAlive() && !isTold(sold)) {
        lost.add(sold.id + " was bought, and nobody knows");
      }
    }
    lost.forEach(world::broken);
  }

  /** An item that is said not to have been bought was not, also later, unless that was decided. */
  private void isWhatItSaid(Wanted want) {
    if (want instanceof WantedItem item
        && item.isFree()
        && item.plan.order() == null
        && seller().bought(item.purchase) > attemptsDecided(item.purchase)) {
      world.broken(item + " was bought, and said not to have been");
    }
  }

  /** A submit that was refused because of itself: nobody else was about to buy its order. */
  private void busyForNothing(Wanted refused) {
    for (Wanted other : wanted) {
      if (other.purchase.equals(refused.purchase)
          && (other.process != refused.process || other.client != refused.client)) {
        return;
      }
    }
    if (!retries.containsKey(refused.purchase)) {
      world.broken(refused + " did not join the submit of its order");
    }
  }

  /** Whether the caller has, or had, a future that knows or says that something may be bought. */
  private boolean isTold(Service.Sold sold) {
    for (Wanted want : wanted) {
      TaskHandle task = want.task;
      if (task != null && task.id().equals(sold.id)) {
        return true;
      }
      if (want.purchase.equals(sold.purchase) && want.knowsOfPurchase()) {
        return true;
      }
    }
    return false;
  }
}
