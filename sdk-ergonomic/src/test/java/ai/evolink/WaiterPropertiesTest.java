package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to the waiter, in whatever order, it keeps its promises. */
class WaiterPropertiesTest {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  /** What a test does next; the numbers choose among tasks, waits and amounts. */
  record Step(Act act, int which, int amount) {}

  enum Act {
    SUBMIT,
    SUBMIT_SLOWLY,
    ACCEPT,
    REFUSE,
    FOLLOW,
    CANCEL,
    CANCEL_DERIVED,
    OR_TIMEOUT,
    COMPLETE,
    PASS,
    PASS_LONG,
    STATUS,
    FAILURE,
    HOLD,
    ANSWER,
    NUDGE,
    CLOSE
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Act> acts =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(30, Arbitraries.of(Act.values()).filter(a -> a != Act.CLOSE)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(Act.CLOSE)));
    return Combinators.combine(
            acts, Arbitraries.integers().between(0, 7), Arbitraries.integers().between(0, 20))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 1000)
  void everyWaitEndsAndNothingIsLeftBehind(@ForAll("steps") List<Step> steps) {
    try (World world = new World()) {
      for (Step step : steps) {
        world.take(step);
        world.check();
      }
      world.end();
    }
  }

  /** The waiter, and what a test knows it must be doing. */
  private static final class World implements AutoCloseable {
    private final WaiterFixture f = new WaiterFixture(Runnable::run, PollBudget.of(5, 8));
    private final Map<TaskFuture, String> waits = new HashMap<>();
    private final Map<TaskFuture, Long> deadlines = new HashMap<>();
    private final Map<String, CompletableFuture<TaskHandle>> submits = new HashMap<>();
    private final List<List<TaskSnapshot>> heard = new ArrayList<>();
    private final Random random = new Random(7);
    private int made;
    private int readsSeen;
    private boolean closed;

    void take(Step step) {
      String id = "t" + step.which();
      switch (step.act()) {
        case SUBMIT -> begin(id, f.await(id, options()), true);
        case SUBMIT_SLOWLY -> {
          CompletableFuture<TaskHandle> submit =
              submits.computeIfAbsent(id, key -> new CompletableFuture<>());
          begin(id, f.waiter.await(submit, options()), false);
        }
        case ACCEPT -> accept(id);
        case REFUSE -> refuse(id);
        case FOLLOW -> begin(id, f.waiter.follow(f.task(id), options()), true);
        case CANCEL -> some(step).forEach(wait -> wait.cancel(true));
        case CANCEL_DERIVED ->
            some(step).forEach(wait -> wait.thenApply(made -> 1).thenAccept(x -> {}).cancel(true));
        case OR_TIMEOUT ->
            some(step).forEach(wait -> wait.orTimeout(step.amount(), TimeUnit.SECONDS));
        case COMPLETE ->
            some(step).forEach(wait -> wait.completeExceptionally(new IllegalStateException()));
        case PASS -> f.pass(step.amount() / 4.0);
        case PASS_LONG -> f.pass(step.amount() * 5.0);
        case STATUS -> {
          TaskSnapshot snapshot = snapshot(id, step.amount());
          f.service.lives(id, at -> snapshot);
        }
        case FAILURE ->
            f.service.lives(
                id,
                at -> {
                  throw failure(step.amount());
                });
        case HOLD -> f.service.hold();
        case ANSWER -> {
          f.service.release();
          f.service
              .reads()
              .forEach(read -> read.answer().complete(snapshot(read.id(), step.amount())));
        }
        case NUDGE -> f.waiter.nudge(id);
        case CLOSE -> {
          f.waiter.close();
          closed = true;
        }
        default -> throw new AssertionError(step);
      }
    }

    private void begin(String id, TaskFuture wait, boolean accepted) {
      waits.put(wait, id);
      if (accepted) {
        deadlines.put(wait, f.clock.nanoTime() + DEADLINE.toNanos());
      }
    }

    private void accept(String id) {
      CompletableFuture<TaskHandle> submit = submits.remove(id);
      if (submit != null) {
        waits.keySet().stream()
            .filter(wait -> wait.handle() == null && id.equals(waits.get(wait)))
            .forEach(wait -> deadlines.put(wait, f.clock.nanoTime() + DEADLINE.toNanos()));
        submit.complete(f.task(id));
      }
    }

    private void refuse(String id) {
      CompletableFuture<TaskHandle> submit = submits.remove(id);
      if (submit != null) {
        submit.completeExceptionally(FakeTasks.refusal(402));
      }
    }

    private List<TaskFuture> some(Step step) {
      return waits.keySet().stream()
          .filter(wait -> ("t" + step.which()).equals(waits.get(wait)))
          .limit(1 + step.amount() / 10)
          .toList();
    }

    private WaitOptions options() {
      List<TaskSnapshot> mine = new ArrayList<>();
      heard.add(mine);
      boolean clumsy = made++ % 3 == 0;
      return WaitOptions.builder()
          .deadline(DEADLINE)
          .policy(
              random.nextBoolean()
                  ? PollPolicy.adaptive()
                  : PollPolicy.fixed(Duration.ofSeconds(3)))
          .onProgress(
              seen -> {
                mine.add(seen);
                if (clumsy) {
                  throw new IllegalStateException("clumsy listener");
                }
              })
          .build();
    }

    private static TaskSnapshot snapshot(String id, int amount) {
      String[] statuses = {
        "processing", "pending", "resting", "", "completed", "failed", "canceled"
      };
      return amount < 10
          ? FakeTasks.processing(id, amount * 10)
          : FakeTasks.snapshot(id, TaskStatus.of(statuses[amount % statuses.length]));
    }

    private static Exception failure(int amount) {
      int[] statuses = {429, 500, 503, 402, 404, 401, 400};
      return amount < statuses.length
          ? FakeTasks.refusal(statuses[amount], amount % 2 == 0 ? Duration.ofSeconds(4) : null)
          : amount % 2 == 0
              ? new TransportException("cut", null)
              : new IllegalStateException("bug");
    }

    void check() {
      long watched =
          waits.keySet().stream()
              .filter(wait -> !wait.isDone() && wait.handle() != null)
              .map(waits::get)
              .distinct()
              .count();
      assertThat(f.waiter.pending()).as("tasks watched").isEqualTo((int) watched);
      long now = f.clock.nanoTime();
      deadlines.forEach(
          (wait, deadline) -> {
            if (deadline <= now) {
              assertThat(wait.isDone()).as("wait ended by its deadline").isTrue();
            }
          });
      List<FakeTasks.Read> reads = f.service.reads();
      if (closed) {
        assertThat(waits.keySet()).allMatch(TaskFuture::isDone);
        assertThat(reads)
            .as("no read after close")
            .hasSize(readsSeen == 0 ? reads.size() : readsSeen);
        readsSeen = reads.size();
        assertThat(f.clock.untilNextAlarm()).isEmpty();
      }
      reads.stream()
          .filter(
              read ->
                  waits.entrySet().stream()
                      .noneMatch(e -> !e.getKey().isDone() && e.getValue().equals(read.id())))
          .forEach(read -> assertThat(read.answer()).as("unwanted read " + read.id()).isDone());
      for (List<TaskSnapshot> news : heard) {
        for (int i = 1; i < news.size(); i++) {
          assertThat(news.get(i)).isNotEqualTo(news.get(i - 1));
        }
      }
    }

    /** Time passes: every wait whose submit was answered ends. */
    void end() {
      f.service.release();
      f.clock.advance(DEADLINE.multipliedBy(3));
      check();
      waits.forEach(
          (wait, id) -> {
            if (wait.handle() != null) {
              assertThat(wait.isDone()).isTrue();
            }
          });
      assertThat(f.waiter.pending()).isZero();
      int before = f.service.reads().size();
      f.waiter.close();
      f.pass(1000);
      assertThat(waits.keySet()).allMatch(TaskFuture::isDone);
      assertThat(f.service.reads()).hasSize(before);
      assertThat(f.clock.untilNextAlarm()).isEmpty();
      assertThat(f.continuations.timers().size()).isZero();
    }

    @Override
    public void close() {
      f.close();
    }
  }
}
