package ai.evolink.internal.thread;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.VirtualClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallThreadsTest {
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private @Nullable CallThreads threads;

  @AfterEach
  void close() {
    if (threads != null) {
      threads.close();
    }
  }

  private CallThreads atMost(int most) {
    CallThreads made = new CallThreads(most);
    threads = made;
    return made;
  }

  private CallThreads.Job job(String name, Runnable work) {
    return new CallThreads.Job() {
      @Override
      public boolean run() {
        said.add(name + " begins");
        work.run();
        return true;
      }

      @Override
      public void rejected(Throwable why) {
        said.add(name + " rejected by " + why.getClass().getSimpleName());
      }
    };
  }

  @Test
  void pollsThatHangHoldUpNeitherConfirmationsNorCalls() throws Exception {
    CallThreads threads = atMost(8);
    CountDownLatch hanging = new CountDownLatch(1);
    for (int i = 0; i < 600; i++) {
      threads.execute(in(CallThreads.Lane.POLL, job("poll", waitFor(hanging))));
    }
    for (int i = 0; i < 600; i++) {
      threads.execute(in(CallThreads.Lane.CONFIRMATION, job("confirmation", waitFor(hanging))));
    }
    threads.execute(job("submit", () -> {}));
    Map<String, Integer> begun = new HashMap<>();
    for (int i = 0; i < 4 + 2 + 1; i++) {
      begun.merge(said.poll(10, SECONDS), 1, Integer::sum);
    }
    assertThat(begun)
        .isEqualTo(Map.of("poll begins", 4, "confirmation begins", 2, "submit begins", 1));
    hanging.countDown();
    for (int i = 0; i < 1200 - 6; i++) {
      assertThat(said.poll(10, SECONDS)).isNotNull();
    }
  }

  private static CallThreads.Job in(CallThreads.Lane lane, CallThreads.Job job) {
    return new CallThreads.Job() {
      @Override
      public boolean run() {
        return job.run();
      }

      @Override
      public CallThreads.Lane lane() {
        return lane;
      }

      @Override
      public void rejected(Throwable why) {
        job.rejected(why);
      }
    };
  }

  private static Runnable waitFor(CountDownLatch latch) {
    return () -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    };
  }

  private List<String> heard(int count) throws InterruptedException {
    List<String> heard = new java.util.ArrayList<>();
    for (int i = 0; i < count; i++) {
      heard.add(said.poll(20, SECONDS));
    }
    return heard;
  }

  @Test
  void thoseBeyondTheLimitWaitInLine() throws Exception {
    CallThreads two = atMost(2);
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    two.execute(job("1", waitFor(first)));
    two.execute(job("2", waitFor(second)));
    assertThat(heard(2)).containsExactlyInAnyOrder("1 begins", "2 begins");
    two.execute(job("3", () -> {}));
    two.execute(job("4", () -> {}));
    assertThat(two.count()).isEqualTo(4);
    assertThat(said).isEmpty();
    first.countDown();
    assertThat(heard(2)).containsExactly("3 begins", "4 begins");
    second.countDown();
    awaitNone(two);
  }

  @Test
  void neverMoreThanTheLimitRun() throws Exception {
    CallThreads eight = atMost(8);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(5_000);
    IntStream.range(0, 5_000)
        .parallel()
        .forEach(
            i ->
                eight.execute(
                    job(
                        "",
                        () -> {
                          most.accumulateAndGet(running.incrementAndGet(), Math::max);
                          Thread.onSpinWait();
                          running.decrementAndGet();
                          done.countDown();
                        })));
    assertThat(done.await(50, SECONDS)).isTrue();
    assertThat(most).hasValueBetween(1, 8);
    awaitNone(eight);
  }

  @Test
  void aJobThatThrowsLeavesItsPlace() throws Exception {
    CallThreads one = atMost(1);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, t) -> said.add("uncaught " + t.getMessage()));
    try {
      one.execute(
          job(
              "1",
              () -> {
                throw new IllegalStateException("no");
              }));
      one.execute(job("2", () -> {}));
      assertThat(heard(3)).containsExactly("1 begins", "uncaught no", "2 begins");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    awaitNone(one);
  }

  @Test
  void afterClosingTheLineStillMoves() throws Exception {
    CallThreads one = atMost(1);
    CountDownLatch latch = new CountDownLatch(1);
    one.execute(job("1", waitFor(latch)));
    one.execute(job("2", () -> {}));
    one.close();
    latch.countDown();
    assertThat(heard(2)).containsExactly("1 begins", "2 begins");
    awaitNone(one);
    one.execute(job("3", () -> {}));
    String rejection = RejectedExecutionException.class.getSimpleName();
    assertThat(heard(1)).containsExactly("3 rejected by " + rejection);
    assertThat(one.count()).isZero();
  }

  @Test
  void whatFollowsACallRunsOnItsThreadAndTakesNoPlace() throws Exception {
    CallThreads one = atMost(1);
    CountDownLatch latch = new CountDownLatch(1);
    BlockingQueue<Thread> ranOn = new LinkedBlockingQueue<>();
    one.execute(
        job(
            "1",
            () -> {
              ranOn.add(Thread.currentThread());
              boolean taken =
                  one.runAfterThisCall(
                      () -> {
                        ranOn.add(Thread.currentThread());
                        waitFor(latch).run();
                      });
              boolean another = one.runAfterThisCall(() -> {});
              said.add(taken + " " + another);
            }));
    assertThat(heard(2)).containsExactly("1 begins", "true false");
    assertThat(ranOn.poll(20, SECONDS)).isSameAs(ranOn.poll(20, SECONDS));
    one.execute(job("2", () -> {})); // while the continuation of 1 still blocks
    assertThat(heard(1)).containsExactly("2 begins");
    latch.countDown();
    awaitNone(one);
  }

  @Test
  void onlyACallThatRunsHereCanBeFollowed() throws Exception {
    CallThreads one = atMost(1);
    CallThreads other = new CallThreads(1);
    assertThat(one.runAfterThisCall(() -> {})).isFalse();
    other.execute(job("1", () -> said.add("" + one.runAfterThisCall(() -> {}))));
    assertThat(heard(2)).containsExactly("1 begins", "false");
    other.close();
  }

  @Test
  void noMoreThan64ContinuationsRunLikeThis() throws Exception {
    CallThreads many = atMost(100);
    CountDownLatch latch = new CountDownLatch(1);
    for (int i = 0; i < 64; i++) {
      many.execute(job("", () -> said.add("" + many.runAfterThisCall(waitFor(latch)))));
    }
    assertThat(heard(128)).doesNotContain("false");
    many.execute(job("", () -> said.add("" + many.runAfterThisCall(waitFor(latch)))));
    assertThat(heard(2)).contains("false");
    latch.countDown();
  }

  @Test
  void callsOfTheCallersOwnThreadsCount() {
    CallThreads one = atMost(1);
    one.beginElsewhere();
    assertThat(one.count()).isOne();
    one.endElsewhere();
    assertThat(one.count()).isZero();
  }

  @Test
  void aCallThatIsOnlyBegunKeepsItsPlaceUntilItEnds() throws Exception {
    CallThreads one = atMost(1);
    CallThreads.Job begun =
        new CallThreads.Job() {
          @Override
          public boolean run() {
            said.add("1 begins");
            return false;
          }

          @Override
          public void rejected(Throwable why) {
            throw new AssertionError(why);
          }
        };
    one.execute(begun);
    one.execute(job("2", () -> {}));
    assertThat(heard(1)).containsExactly("1 begins");
    assertThat(one.count()).isEqualTo(2);
    Thread here = Thread.currentThread();
    one.end(
        begun,
        () -> {
          said.add("1 answered");
          one.runAfterThisCall(() -> said.add("after 1 here: " + (Thread.currentThread() == here)));
        });
    assertThat(heard(3)).containsExactlyInAnyOrder("1 answered", "2 begins", "after 1 here: true");
    awaitNone(one);
  }

  private static void awaitNone(CallThreads threads) {
    while (threads.count() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatFollowsACallCountsUntilItHasEnded() throws Exception {
    CallThreads threads = atMost(2);
    CountDownLatch over = new CountDownLatch(1);
    Runnable following =
        () -> {
          said.add("follows with " + threads.count());
          waitFor(over).run();
        };
    threads.execute(job("call", () -> threads.runAfterThisCall(following)));
    assertThat(heard(2)).containsExactly("call begins", "follows with 1");
    assertThat(threads.count()).isEqualTo(1);
    over.countDown();
    awaitNone(threads);
  }

  @Test
  void aCompletionOnAnotherThreadCountsUntilItHasEnded() {
    CallThreads threads = atMost(2);
    Continuations continuations =
        new Continuations(
            Runnable::run,
            Continuations.completionThreads(),
            threads,
            false,
            new VirtualClock(),
            System.getLogger(CallThreadsTest.class.getName()));
    CountDownLatch over = new CountDownLatch(1);
    continuations.complete(waitFor(over));
    assertThat(threads.count()).isEqualTo(1);
    over.countDown();
    awaitNone(threads);
  }
}
