package ai.evolink.simulation;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.JournalState;
import ai.evolink.Purchase;
import ai.evolink.Recovery;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.WaitOptions;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.simulation.Script.Act;
import ai.evolink.simulation.Script.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Those who use the client: they buy, cancel, come back after a crash, and decide what is open. */
final class Callers {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  private static final int LATER_DEADLINE = 120;

  private final Script script;
  private final World world;
  private final Chance chance;
  private final Service service;
  private final Laws laws;
  private final Set<String> orders = new LinkedHashSet<>();

  /** The batches that were begun, by the numbers of their acts. */
  private final Map<Integer, BatchPlan> plans = new LinkedHashMap<>();

  private int decisions;
  private int runs;

  Callers(Script script, World world, Chance chance, Service service, Laws laws) {
    this.script = script;
    this.world = world;
    this.chance = chance;
    this.service = service;
    this.laws = laws;
  }

  void buy(Jvm process, Act act) {
    String purchase = act.order() == null ? "act-" + act.number() : act.order();
    buy(process, act, purchase, "act " + act.number());
  }

  private void buy(Jvm process, Act act, String purchase, String what) {
    ImageRequest request = ImageRequest.of(purchase);
    SubmitOptions.Builder options =
        SubmitOptions.builder().waitOptions(WaitOptions.of(Duration.ofSeconds(act.deadline())));
    if (act.order() != null) {
      options.orderId(act.order());
      orders.add(act.order());
    }
    EvolinkClient client = process.clients.get(act.client());
    boolean known = act.order() != null && isKnown(client, act.order());
    EvolinkFuture<?> future =
        act.verb() == Verb.SUBMIT
            ? client.images().submit(request, options.build())
            : client.images().generate(request, options.build());
    Wanted want = new Wanted(process, act.client(), purchase, what, future, act.deadline());
    want.known = known;
    waitsFor(want);
    if (act.patience() > 0) {
      world.after(
          act.patience() * MILLI,
          () -> {
            if (process.isAlive()) {
              world.event(what + " is cancelled");
              want.givenUp = true;
              future.cancel(true);
            }
          });
    }
  }

  static boolean isKnown(EvolinkClient client, String order) {
    return client.journal().flatMap(journal -> journal.find(order)).isPresent();
  }

  private void waitsFor(Wanted want) {
    CompletableFuture<?> submitted =
        want.future instanceof TaskFuture f ? f.submitted() : want.future;
    laws.wants(want);
    // Not on an executor: the waits begin before anybody can be told.
    Unwrapping.whenDone(
        submitted,
        (task, failure) -> laws.accepted(want, task instanceof TaskHandle handle ? handle : null));
  }

  /** Begins a batch. */
  void buyAll(Jvm process, Act act, BatchPlan plan) {
    plans.put(act.number(), plan);
    begin(process, act.client(), act.number(), plan, act.patience());
  }

  private void begin(Jvm process, int client, int number, BatchPlan plan, long patience) {
    for (BatchPlan.Item item : plan.items()) {
      if (item.order() != null) {
        orders.add(item.order());
      }
    }
    int run = 100 * number + runs++;
    BatchRun batch = new BatchRun(world, laws, process, client, run, plan);
    batch.begin();
    if (patience > 0) {
      world.after(patience * MILLI, batch::cut);
    }
  }

  boolean takeCallback(CallbackHub hub, String path, String body) {
    int status = hub.handle(path, body.getBytes(StandardCharsets.UTF_8)).status();
    world.event("callback to " + path.length() + ": " + status);
    return status < 300;
  }

  // ---- after a crash

  /** Looks at what an earlier process has left, and begins its orders anew. */
  void comeBack(Jvm process) {
    if (!script.journal()) {
      return;
    }
    EvolinkClient client = process.clients.get(0);
    Recovery left = client.recover();
    world.event(left.toString());
    left.accepted().forEach(purchase -> resume(process, purchase));
    left.uncertain().forEach(purchase -> decide(process, purchase));
    for (Purchase failed : left.failed()) {
      if (chance.below(3, "retry failed", decisions++) == 0) {
        retry(process, failed);
      }
    }
    for (int number : List.copyOf(plans.keySet())) {
      if (chance.below(2, "again batch " + number, process.number) == 0) {
        begin(process, 0, number, plans.get(number).again(), 0);
      }
    }
    for (String order : orders) {
      if (chance.below(2, "again " + order, process.number) == 0) {
        buy(
            process,
            new Act(0, 0, Verb.GENERATE, 0, 0, order, 0, LATER_DEADLINE, null),
            order,
            "again");
      }
    }
  }

  private void resume(Jvm process, Purchase purchase) {
    purchase
        .task()
        .ifPresent(
            task -> {
              TaskFuture future = purchase.resume(WaitOptions.of(later()));
              Wanted want = wanted(process, purchase, "resumed", future);
              laws.accepted(want, task);
              laws.wants(want);
            });
  }

  private static Duration later() {
    return Duration.ofSeconds(LATER_DEADLINE);
  }

  private static Wanted wanted(
      Jvm process, Purchase purchase, String what, EvolinkFuture<?> future) {
    return new Wanted(process, 0, purchaseOf(purchase), what, future, LATER_DEADLINE);
  }

  static String purchaseOf(Purchase purchase) {
    return purchase.entry().body().map(Service::purchaseIn).orElse("");
  }

  private void decide(Jvm process, Purchase purchase) {
    int number = decisions++;
    switch (chance.below(4, "decision", number)) {
      case 0 -> {}
      case 1 ->
          world.after(
              150 * SECOND,
              () -> { // when the call of the earlier process is surely over
                if (process.isAlive()) {
                  process
                      .clients
                      .get(0)
                      .journal()
                      .flatMap(journal -> journal.find(purchase.entry().key()))
                      .filter(entry -> entry.state() == JournalState.UNCERTAIN)
                      .ifPresent(entry -> retry(process, purchase));
                }
              });
      case 2 -> accept(process, purchase, number);
      default -> giveUp(purchase);
    }
  }

  private void retry(Jvm process, Purchase purchase) {
    laws.retries(purchaseOf(purchase), purchase.entry().key());
    try {
      waitsFor(wanted(process, purchase, "retried", purchase.retry(WaitOptions.of(later()))));
    } catch (RuntimeException e) { // closed, or decided meanwhile
      world.event("no retry: " + e.getClass().getName());
    }
  }

  private void accept(Jvm process, Purchase purchase, int number) {
    for (Service.Sold sold : service.sold()) {
      boolean right = sold.purchase.equals(purchaseOf(purchase));
      boolean mistaken = chance.below(4, "mistakes " + sold.id, number) == 0;
      if (right || (mistaken && canBeKnown(process, sold))) {
        laws.decides(purchaseOf(purchase)); // perhaps wrongly
        laws.wants(wanted(process, purchase, "accept of " + sold.id, purchase.accept(sold.id)));
        return;
      }
    }
  }

  /** What another machine has bought and has not written down yet, nobody can hold against it. */
  private static boolean canBeKnown(Jvm process, Service.Sold sold) {
    return sold.by == process
        || !sold.by.isAlive()
        || process.clients.get(0).journal().flatMap(journal -> journal.byTask(sold.id)).isPresent();
  }

  private void giveUp(Purchase purchase) {
    laws.decides(purchaseOf(purchase));
    try {
      purchase.giveUp();
    } catch (RuntimeException e) { // the disk
      world.event("not given up: " + e.getClass().getName());
    }
  }
}
