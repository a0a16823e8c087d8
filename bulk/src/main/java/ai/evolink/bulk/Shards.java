package ai.evolink.bulk;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The shards that this worker looks after. Each is an execution of db-scheduler, which distributes
 * them among the workers, keeps a heartbeat for each, and revives those of a worker that is gone.
 * An execution only holds its shard for a while; what is done for the items of the shard, a {@link
 * Pump} does.
 */
final class Shards implements AutoCloseable {
  private static final String TASK = "evolink-shard";

  /** How often a shard is left to a worker that has fewer, before this one takes it anyway. */
  private static final int COURTESY = 3;

  private final Bulks bulks;
  private final Duration slice;
  private final Duration polling;
  private final Scheduler scheduler;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<Integer> held = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> lastHeld = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> declined = new ConcurrentHashMap<>();

  Shards(JdbcTaskStore store, String name) {
    Duration lease = store.lease();
    this.bulks = store.bulkRows();
    this.slice = lease.dividedBy(2);
    this.polling = atMost(lease.dividedBy(20), Duration.ofMillis(500));
    CustomTask<Void> task =
        Tasks.custom(TASK, Void.class)
            .onFailureReschedule(FixedDelay.of(polling))
            .onDeadExecutionRevive()
            .execute(
                (instance, context) -> {
                  Instant next = hold(Integer.parseInt(instance.getId()));
                  return reschedule(next);
                });
    long ahead = bulks.now() - System.currentTimeMillis();
    Clock clock = () -> Instant.ofEpochMilli(System.currentTimeMillis() + ahead);
    this.scheduler =
        Scheduler.create(new StoreDataSource(store.database()), task)
            .tableName(store.database().prefix() + "scheduled_tasks")
            .schedulerName(new SchedulerName.Fixed(name))
            .serializer(new NoData())
            .clock(clock)
            .threads(Items.SHARDS)
            .pollingInterval(polling)
            .heartbeatInterval(lease.dividedBy(6))
            .missedHeartbeatsLimit(4)
            .shutdownMaxWait(Duration.ofSeconds(10))
            .build();
    for (int shard = 0; shard < Items.SHARDS; shard++) {
      scheduler.scheduleIfNotExists(task.instance(String.valueOf(shard)), clock.now());
    }
  }

  private static Duration atMost(Duration one, Duration most) {
    return one.compareTo(most) < 0 ? one : most;
  }

  private static CompletionHandler<Void> reschedule(Instant next) {
    return (complete, operations) -> operations.reschedule(complete, next);
  }

  /** Nothing is stored with an execution. */
  private static final class NoData implements Serializer {
    @Override
    public byte[] serialize(@Nullable Object data) {
      return new byte[0];
    }

    @Override
    @SuppressWarnings("NullAway") // there is never data
    public <T> T deserialize(Class<T> type, byte[] data) {
      return null;
    }
  }

  void start() {
    scheduler.start();
  }

  /**
   * Holds a shard for a while.
   *
   * @return when somebody is to hold it next
   */
  private Instant hold(int shard) {
    int share = (Items.SHARDS + bulks.workers() - 1) / bulks.workers();
    Instant now = Instant.ofEpochMilli(bulks.now());
    if (held.size() >= share && declined.merge(shard, 1, Integer::sum) <= COURTESY) {
      return now.plus(polling);
    }
    declined.remove(shard);
    held.add(shard);
    try {
      boolean unused = closing.await(slice.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      held.remove(shard);
      lastHeld.put(shard, System.nanoTime());
    }
    return Instant.ofEpochMilli(bulks.now());
  }

  /** {@return the shards to look after, those included that are about to be held again} */
  Set<Integer> mine() {
    long now = System.nanoTime();
    long recent = 4 * polling.toNanos();
    Set<Integer> mine =
        lastHeld.entrySet().stream()
            .filter(entry -> now - entry.getValue() < recent)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    mine.addAll(held);
    return mine;
  }

  @Override
  public void close() {
    closing.countDown();
    scheduler.stop();
  }
}
