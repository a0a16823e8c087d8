package ai.evolink.simulation;

import ai.evolink.JournalEntry;
import ai.evolink.VirtualClock;
import ai.evolink.internal.journal.EmbeddedJournal;
import ai.evolink.internal.journal.MemoryStorage;
import ai.evolink.internal.journal.SharedStore;
import ai.evolink.simulation.Script.Act;
import ai.evolink.simulation.Script.Verb;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One life of the client, from the first call to the last alarm: minutes to hours of it. */
final class Life {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  /** How long anything may take after the last act: submits in line, and the longest wait. */
  private static final long PATIENCE = 3 * 3600 * SECOND;

  private final Script script;
  private final World world;
  private final Chance chance;
  private final Disk disk;
  private final Store store;
  private final Laws laws;
  private final Service service;
  private final Callers callers;
  private final List<Jvm> processes = new ArrayList<>();

  /** The process of each machine; null while there is none. */
  private final @Nullable Jvm[] running;

  private int callbacks;

  /**
   * How a life went.
   *
   * @param broken the law that does not hold; null if all do
   * @param troubles the decisions for trouble that it has met
   */
  record Report(
      Script script,
      long hash,
      @Nullable String broken,
      List<String> troubles,
      List<String> events,
      int sold,
      int requests) {}

  private Life(Script script, Set<String> calmed, boolean traced) {
    this.script = script;
    this.chance = new Chance(script.seed(), calmed);
    this.world = new World(chance, chance.below(2, "late", 0) == 0, traced);
    this.disk = new Disk(world, chance, script.trouble());
    this.store = new Store(world, chance, script.trouble());
    this.running = new Jvm[script.machines()];
    this.laws = new Laws(script, world, chance);
    this.service = new Service(world, chance, script.trouble(), this::callback);
    laws.watch(service);
    this.callers = new Callers(script, world, chance, service, laws);
  }

  /**
   * Lives one life.
   *
   * @param calmed decisions that come out without trouble
   * @param traced whether to keep what happens as text
   */
  static Report of(Script script, Set<String> calmed, boolean traced) {
    Life life = new Life(script, calmed, traced);
    try (LogWatch log = LogWatch.of(script.seed())) {
      life.run();
      if (log.hasKey()) {
        life.world.broken("the key is in the log");
      }
    } catch (RuntimeException | Error e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      life.world.broken("the life has thrown " + trace);
    }
    return new Report(
        script,
        life.world.hash(),
        life.world.broken(),
        life.chance.troubles(),
        life.world.lines(),
        life.service.sold().size(),
        life.service.requests());
  }

  private void run() {
    for (int machine = 0; machine < running.length; machine++) {
      start(machine);
    }
    long last = 0;
    for (Act act : script.acts()) {
      last = Math.max(last, act.at() * MILLI);
      world.after(act.at() * MILLI, () -> act(act));
    }
    world.live(last + PATIENCE, this::step);
    if (world.broken() == null) {
      laws.allEnded();
    }
    for (Jvm process : processes) {
      if (process.isAlive()) {
        for (int i = 0; i < process.clients.size(); i++) {
          int client = i;
          world.run(process, () -> process.close(client));
        }
      }
    }
    world.live(world.now() + PATIENCE, this::step);
    if (world.broken() == null) {
      laws.nothingIsLeft(processes, recorded(), !disk.hasFailed() && !store.hasFailed());
    }
  }

  private void step() {
    laws.step();
    for (int machine = 0; machine < running.length; machine++) {
      Jvm process = running[machine];
      if (process != null && !process.isAlive()) { // killed somewhere within
        running[machine] = null;
        if (running.length > 1) {
          takeOver(1 - machine);
        }
        if (running.length == 1 || chance.below(2, "is started again", processes.size()) == 0) {
          restart(machine, 0);
        }
      }
    }
  }

  /** Lets a machine look at what the other one has left, before it is sure or after. */
  private void takeOver(int machine) {
    long pause = chance.skewed(0, 4 * SharedStore.LEASE, "takes over", processes.size());
    world.after(
        pause,
        () -> {
          Jvm heir = running[machine];
          if (heir != null && heir.isAlive()) {
            callers.comeBack(heir);
          }
        });
  }

  private void start(int machine) {
    Jvm process;
    try {
      process = new Jvm(processes.size(), machine, script, world, disk, store, laws, service);
    } catch (RuntimeException e) { // the disk
      world.event("no start: " + e.getClass().getName());
      restart(machine, 60);
      return;
    }
    if (!process.isAlive()) {
      restart(machine, 0); // it was killed as it wrote its journal
      return;
    }
    processes.add(process);
    running[machine] = process;
    if (processes.size() > running.length) {
      callers.comeBack(process);
    }
  }

  private void restart(int machine, int seconds) {
    long pause = chance.skewed(SECOND, 60 * SECOND, "restart", processes.size());
    world.after(pause + seconds * SECOND, () -> start(machine));
  }

  private void act(Act act) {
    Jvm process = running[act.machine()];
    if (process == null) {
      return; // nobody is there to do it
    }
    world.event(act.toString());
    if (act.verb() == Verb.CLOSE) {
      world.run(process, () -> process.close(act.client()));
    } else if (act.verb() == Verb.CRASH) {
      process.crash(act.number() % 2 == 0);
    } else if (act.batch() != null) {
      callers.buyAll(process, act, act.batch());
    } else {
      callers.buy(process, act);
    }
  }

  private boolean callback(String path, String body) {
    Jvm process = running[chance.below(running.length, "callback to", callbacks++)];
    if (process == null || !process.isAlive() || process.hub == null) {
      return false;
    }
    return callers.takeCallback(process.hub, path, body);
  }

  /** {@return the ids of tasks, and the names of purchases, that the next process would find} */
  private Set<String> recorded() {
    Set<String> recorded = new HashSet<>();
    if (!script.journal()) {
      return recorded;
    }
    if (script.machines() > 1) {
      store.shared.look(entry -> record(entry, recorded));
      return recorded;
    }
    byte[] bytes = disk.bytes();
    if (bytes.length == 0) {
      return recorded;
    }
    MemoryStorage copy = new MemoryStorage();
    copy.append(bytes);
    EmbeddedJournal journal = new EmbeddedJournal(copy, new VirtualClock());
    journal.open(URI.create("https://api.evolink.ai/"));
    journal.forEach(entry -> record(entry, recorded));
    journal.close();
    return recorded;
  }

  private void record(JournalEntry entry, Set<String> recorded) {
    entry
        .task()
        .filter(task -> !recorded.add(task.id()))
        .ifPresent(task -> world.broken(task.id() + " stands for two purchases"));
    recorded.addAll(entry.otherTasks());
    entry.orderId().ifPresent(recorded::add);
    entry.body().ifPresent(body -> recorded.add(Service.purchaseIn(body)));
  }
}
