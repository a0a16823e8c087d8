package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.PollBudget;
import ai.evolink.PollPolicy;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskSnapshot;
import ai.evolink.TaskTimeoutException;
import ai.evolink.WaitOptions;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hundreds of waits at once over a bad network, some cancelled, some of clients that close on them,
 * all with listeners that throw: each ends as it should, every task bought is known, and nothing is
 * left behind.
 */
class WaitSoakTest {
  private static final long SEED = 20260901;
  private static final int WAITS = 480;

  /** Every fourth of these is closed with its waits under way. */
  private static final int CLIENTS = 4;

  private static final Duration PACE = Duration.ofMillis(400);
  private static final Duration STUCK_FOR = Duration.ofSeconds(4);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Logger LOG = Logger.getLogger("ai.evolink");

  private final Random random = new Random(SEED);
  private final Set<String> bought = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threadsBefore = ownThreads();
  private final List<Watched> waits = new ArrayList<>();
  private ScheduledExecutorService later;
  private EvolinkEmulator emulator;

  /** What becomes of a task, and so of a wait for it that nobody disturbs. */
  private enum Fate {
    COMPLETED("", Generation.class),
    DETOUR(" emulator:unknown-status", Generation.class),
    SLOW(" emulator:slow", Generation.class),
    FAILED(" emulator:fail:service_error", TaskFailedException.class),
    CANCELLED(" emulator:cancelled", TaskCancelledException.class),
    STUCK(" emulator:stuck", TaskTimeoutException.class);

    private final String magic;
    private final Class<?> outcome;

    Fate(String magic, Class<?> outcome) {
      this.magic = magic;
      this.outcome = outcome;
    }
  }

  /** What somebody does to a wait while it is under way, and how it may end then instead. */
  private enum Act {
    NOTHING(null),
    CANCEL(CancellationException.class),
    CANCEL_WHAT_DERIVES(CancellationException.class),
    TIME_OUT(TimeoutException.class),
    CANCEL_ANOTHER_WAIT_FOR_THE_TASK(null);

    private final Class<?> outcome;

    Act(Class<?> outcome) {
      this.outcome = outcome;
    }
  }

  private record Watched(
      Fate fate,
      Act act,
      boolean closes,
      TaskFuture future,
      CompletableFuture<?> submit,
      CompletableFuture<Object> outcome) {

    /** What is done to a wait races with the end of its task, unless that never comes. */
    boolean endedAsItMay() {
      boolean byAct = act.outcome != null && act.outcome.isInstance(ending());
      boolean mustBeByAct = fate == Fate.STUCK && act.outcome != null;
      return byAct
          || (!mustBeByAct && fate.outcome.isInstance(ending()))
          || (closes && ending() instanceof ClientClosedException);
    }

    Object ending() {
      return outcome.getNow("pending");
    }

    @Override
    public String toString() {
      return fate + " " + act + (closes ? " closes" : "") + ": " + ending() + " " + future.trace();
    }
  }

  @BeforeEach
  void start() {
    LOG.setLevel(Level.OFF); // each listener that throws would show its stack
    later = Executors.newScheduledThreadPool(2);
    emulator = EvolinkEmulator.builder().pace(PACE).start();
  }

  @AfterEach
  void stop() {
    emulator.close();
    later.shutdownNow();
    LOG.setLevel(null);
  }

  @Test
  @Timeout(30)
  void everyWaitEndsAsItShouldAndNothingIsLeftBehind() throws Exception {
    BadNetwork network = new BadNetwork();
    List<EvolinkClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(client(network));
    }
    Listeners listeners = new Listeners();
    for (int i = 0; i < WAITS; i++) {
      int client = i % CLIENTS;
      begin(clients.get(client), client == 0, listeners.next());
      if (i == WAITS * 3 / 4) {
        later(clients.get(0)::close);
      }
    }
    for (Watched watched : waits) {
      watched.submit.get(20, TimeUnit.SECONDS);
      watched.outcome.get(20, TimeUnit.SECONDS);
    }

    assertThat(waits).as("seed %d", SEED).allMatch(Watched::endedAsItMay);
    assertThat(outcomes()).contains("Generation", "CancellationException", "TimeoutException");
    assertThat(outcomes()).contains("ClientClosedException", "TaskTimeoutException");
    assertThat(network.faults).hasPositiveValue();
    assertThat(listeners.thrown).hasPositiveValue();
    assertThat(listeners.faults).isEmpty();
    assertThat(bought).isEqualTo(accepted());

    clients.forEach(EvolinkClient::close);
    int polls = network.polls.get();
    for (Thread thread : ownThreads()) {
      if (!threadsBefore.contains(thread)) {
        thread.join(5_000);
        assertThat(thread.isAlive()).as("%s lives on", thread.getName()).isFalse();
      }
    }
    assertThat(network.polls).hasValue(polls);
  }

  private EvolinkClient client(BadNetwork network) {
    return EvolinkClient.builder("sk-test")
        .baseUrl(emulator.url())
        .httpClient(network.addTo(new OkHttpClient.Builder()))
        .pollBudget(PollBudget.of(500, 100))
        .onSubmitted(task -> bought.add(task.id()))
        .build();
  }

  private void begin(EvolinkClient evolink, boolean closes, Consumer<TaskSnapshot> listener) {
    Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
    Act act = Act.values()[random.nextInt(Act.values().length)];
    WaitOptions options =
        WaitOptions.builder()
            .policy(PollPolicy.fixed(Duration.ofMillis(50 + random.nextInt(200))))
            .deadline(fate == Fate.STUCK && act.outcome == null ? STUCK_FOR : LONG)
            .onProgress(listener)
            .build();
    TaskFuture wait = evolink.images().generate(ImageRequest.of("x" + fate.magic), options);
    switch (act) {
      case NOTHING -> {}
      case CANCEL -> later(() -> wait.cancel(true));
      case CANCEL_WHAT_DERIVES -> {
        EvolinkFuture<Integer> count = wait.thenApply(made -> made.artifacts().size());
        later(() -> count.cancel(true));
      }
      case TIME_OUT -> wait.orTimeout(random.nextInt(1_000), TimeUnit.MILLISECONDS);
      case CANCEL_ANOTHER_WAIT_FOR_THE_TASK -> {
        CompletableFuture<TaskFuture> other =
            wait.submitted().thenApply(task -> evolink.tasks().follow(task)); // listens to nothing
        later(() -> other.thenAccept(follower -> follower.cancel(true)));
      }
    }
    waits.add(
        new Watched(
            fate,
            act,
            closes,
            wait,
            wait.submitted().handle((task, failure) -> task),
            wait.detached().handle((made, failure) -> made != null ? made : failure)));
  }

  private void later(Runnable action) {
    later.schedule(action, random.nextInt(1_000), TimeUnit.MILLISECONDS);
  }

  private Set<String> accepted() {
    return emulator.submissions().stream()
        .filter(submit -> submit.status() == 200)
        .map(Submission::taskId)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private Set<String> outcomes() {
    return waits.stream()
        .map(watched -> watched.ending().getClass().getSimpleName())
        .collect(Collectors.toSet());
  }

  private static Set<Thread> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("evolink-"))
        .filter(thread -> !thread.getName().startsWith("evolink-emulator"))
        .collect(Collectors.toSet());
  }

  /** Makes listeners that throw at every other news, and notes what listeners must not see. */
  private static final class Listeners {
    final AtomicInteger thrown = new AtomicInteger();
    final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    Consumer<TaskSnapshot> next() {
      AtomicBoolean busy = new AtomicBoolean();
      AtomicInteger news = new AtomicInteger();
      AtomicInteger progress = new AtomicInteger();
      return snapshot -> {
        if (!busy.compareAndSet(false, true)) {
          faults.add("two at a time: " + snapshot);
        }
        int now = snapshot.isTerminal() ? 101 : snapshot.progress().orElse(0);
        if (progress.getAndSet(now) > now) {
          faults.add("out of order: " + snapshot);
        }
        busy.set(false);
        if (news.getAndIncrement() % 2 == 0) {
          thrown.incrementAndGet();
          throw new IllegalStateException("thrown by a listener");
        }
      };
    }
  }

  /** Refuses, garbles or cuts every tenth task query; lets submits pass. */
  private static final class BadNetwork {
    private static final double SHARE = 0.1;

    final AtomicInteger polls = new AtomicInteger();
    final AtomicInteger faults = new AtomicInteger();
    private final Random random = new Random(SEED);

    OkHttpClient addTo(OkHttpClient.Builder http) {
      return http.addInterceptor(this::poll).addNetworkInterceptor(this::cut).build();
    }

    private Response poll(Interceptor.Chain chain) throws IOException {
      Request request = chain.request();
      if (!request.method().equals("GET")) {
        return chain.proceed(request);
      }
      polls.incrementAndGet();
      if (strikes(request)) {
        return answer(request, 503, "{\"error\":{\"code\":503,\"message\":\"busy\"}}");
      }
      return strikes(request) ? answer(request, 502, "<html>") : chain.proceed(request);
    }

    private Response cut(Interceptor.Chain chain) throws IOException {
      if (strikes(chain.request())) {
        chain.connection().socket().close();
      }
      return chain.proceed(chain.request());
    }

    private boolean strikes(Request request) {
      boolean strikes = request.method().equals("GET") && random.nextDouble() < SHARE / 3;
      if (strikes) {
        faults.incrementAndGet();
      }
      return strikes;
    }

    private static Response answer(Request request, int status, String body) {
      return new Response.Builder()
          .request(request)
          .protocol(Protocol.HTTP_1_1)
          .code(status)
          .message("")
          .body(ResponseBody.create(body, MediaType.get("application/json")))
          .build();
    }
  }
}
