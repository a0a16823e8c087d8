package ai.evolink.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.EvolinkEmulator;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The context of a caller in the continuations of its calls, as the guide has it. */
class ContextPropagationTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final TestObservationRegistry registry = TestObservationRegistry.create();
  private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private final CountDownLatch attached = new CountDownLatch(1);

  /** Completes its calls once the test has attached its continuation. */
  private final EvolinkClient evolink =
      EvolinkClient.builder("sk-test")
          .baseUrl(emulator.url())
          .onSubmitted(
              task -> {
                try {
                  attached.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              })
          .build();

  @AfterEach
  void close() {
    evolink.close();
    pool.shutdown();
  }

  @Test
  void executorThatRestoresASnapshotGivesContinuationsTheObservationOfTheCaller() {
    Observation page = Observation.start("page", registry);
    Observation seen =
        page.scoped(
            () -> {
              Executor restoring = snapshots.captureAll().wrapExecutor(pool);
              return seenBy(restoring);
            });

    assertThat(seen).isSameAs(page);
  }

  @Test
  void executorThatCapturesWhenItIsGivenATaskIsTooLate() {
    Observation page = Observation.start("page", registry);
    Observation seen =
        page.scoped(() -> seenBy(ContextExecutorService.wrap(pool, snapshots::captureAll)));

    assertThat(seen).isNull();
  }

  private @Nullable Observation seenBy(Executor executor) {
    CompletableFuture<@Nullable Observation> seen =
        evolink
            .images()
            .submit(ImageRequest.of("A cat"))
            .thenApplyAsync(task -> registry.getCurrentObservation(), executor);
    attached.countDown();
    return seen.join();
  }
}
