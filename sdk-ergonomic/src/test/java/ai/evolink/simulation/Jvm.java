package ai.evolink.simulation;

import ai.evolink.CallListener;
import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.PollBudget;
import ai.evolink.SimulatedMachine;
import ai.evolink.SpendLimit;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.VirtualClock;
import ai.evolink.internal.journal.EmbeddedJournal;
import ai.evolink.internal.journal.SharedStore;
import ai.evolink.internal.time.Randomness;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A process with one client, or two that share a journal and a hub. It may be killed. */
final class Jvm {
  static final String KEY = "sk-simulated-0123456789abcdef0123456789";
  static final Instant BIRTH = Instant.parse("2026-01-01T00:00:00Z");
  private static final OkHttpClient OKHTTP = new OkHttpClient();
  private static final byte[] HUB_KEY = "a key that is no secret".getBytes(StandardCharsets.UTF_8);
  private static final BigDecimal MOST_PICTURES = Service.PRICE;

  final int number;
  final int machine;
  final List<Line> lines = new ArrayList<>();
  final List<EvolinkClient> clients = new ArrayList<>();

  /** What would run at its end, if it came to one. */
  final Set<Thread> hooks = new HashSet<>();

  final @Nullable CallbackHub hub;
  private final World world;
  private final Disk disk;
  private final Laws laws;
  private final Set<Integer> closed = new HashSet<>();
  private final SharedStore.@Nullable Member member;
  private final VirtualClock clock;
  private boolean alive = true;

  /**
   * @throws RuntimeException as the builder of a client does
   */
  Jvm(
      int number,
      int machine,
      Script script,
      World world,
      Disk disk,
      Store store,
      Laws laws,
      Service service) {
    this.number = number;
    this.machine = machine;
    this.world = world;
    this.disk = disk;
    this.laws = laws;
    this.clock = new VirtualClock(BIRTH.plusNanos(world.now()));
    SplittableRandom random = new SplittableRandom(script.seed() * 31 + number);
    Randomness chance = new Randomness(random, random.split());
    this.member = script.machines() > 1 ? store.of(this) : null;
    TaskJournal journal =
        member != null
            ? member
            : script.journal() ? new EmbeddedJournal(disk.of(this), clock) : null;
    this.hub =
        script.hub()
            ? SimulatedMachine.hub(URI.create("https://shop.example.com/hooks/"), HUB_KEY, chance)
            : null;
    world.add(this);
    for (int i = 0; i < script.clients(); i++) {
      EvolinkClient.Builder builder =
          EvolinkClient.builder(KEY)
              .httpClient(OKHTTP)
              .maxRetries(script.retries())
              .maxConcurrentRequests(script.concurrent())
              .pollBudget(PollBudget.of(script.budget(), 2 * script.budget()));
      if (journal != null) {
        builder.journal(journal);
      }
      if (hub != null) {
        builder.callbackHub(hub);
      }
      if (script.hook()) {
        builder.onSubmitted(task -> laws.told(this, task));
      }
      if (script.batches()) {
        int client = i;
        builder.callListener(call -> new Ears(client));
      }
      if (script.keys()) {
        builder.sendIdempotencyKeys();
      }
      if (isLimited(script)) {
        SpendLimit limit =
            SpendLimit.of(MOST_PICTURES.multiply(BigDecimal.valueOf(script.limit())));
        builder.spendLimit(journal == null ? limit : limit.ledger("simulated"));
      }
      Line line = new Line(this, script, world, service, laws);
      lines.add(line);
      try {
        clients.add(
            SimulatedMachine.client(
                builder,
                line::network,
                task -> world.run(this, task),
                (nanos, executor, task) -> world.after(nanos, () -> executor.execute(task)),
                chance,
                clock,
                hooks));
      } catch (RuntimeException e) {
        alive = false;
        world.remove(this);
        throw e;
      }
    }
  }

  /** Two clients have a limit each, and no ledger between them. */
  static boolean isLimited(Script script) {
    return script.limit() > 0 && script.clients() == 1;
  }

  boolean isAlive() {
    return alive;
  }

  void close(int client) {
    closed.add(client);
    clients.get(client).close();
  }

  boolean isClosed(int client) {
    return closed.contains(client);
  }

  /** Whether the journal may have failed, other than by its close. */
  boolean mayHaveLostJournal() {
    return member != null || disk.hasFailed();
  }

  /** Ends at once: nothing of it happens any more. */
  void crash(boolean powerToo) {
    if (alive) {
      alive = false;
      world.remove(this);
      world.event("process " + number + " is killed");
      if (member != null) {
        member.heard(false);
      } else if (powerToo) {
        disk.cutPower();
      }
    }
  }

  /** Lets the store hear nothing of the process for some time, as if it stood still. */
  void isUnheard(long nanos) {
    SharedStore.Member known = member;
    if (alive && known != null) {
      world.event("process " + number + " is not heard for " + nanos / 1_000_000_000 + " s");
      known.heard(false);
      world.after(
          nanos,
          () -> {
            if (alive) {
              known.heard(true);
            }
          });
    }
  }

  void advance(long nanos) {
    clock.advance(Duration.ofNanos(nanos));
  }

  /** {@return when it wakes by itself, on the clock of the world} */
  long nextAlarm() {
    return clock.untilNextAlarm().map(left -> world.now() + left.toNanos()).orElse(Long.MAX_VALUE);
  }

  Instant instant() {
    return clock.instant();
  }

  /** Hears when the waits for the items of batches begin, whose futures nobody has. */
  private final class Ears implements CallListener.Observer {
    private final int client;

    Ears(int client) {
      this.client = client;
    }

    @Override
    public void accepted(TaskHandle task) {
      if (alive) {
        laws.heard(Jvm.this, client, task);
      }
    }
  }
}
