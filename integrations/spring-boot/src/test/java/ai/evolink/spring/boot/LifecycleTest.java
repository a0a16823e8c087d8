package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The end of an application, and its threads. */
class LifecycleTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    /** Buys when the application ends, as a queue does that is drained. */
    @Bean(destroyMethod = "drain")
    Queue queue(EvolinkClient client) {
      return new Queue(client);
    }
  }

  static final class Queue {
    private final EvolinkClient client;
    @Nullable EvolinkFuture<TaskHandle> last;

    Queue(EvolinkClient client) {
      this.client = client;
    }

    EvolinkFuture<TaskHandle> last() {
      return Objects.requireNonNull(last);
    }

    public void drain() {
      last = client.images().submit(ImageRequest.of("The last one"));
    }
  }

  private static ConfigurableApplicationContext start(String... settings) {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .properties(settings)
        .properties("evolink.api-key=sk-end", "evolink.base-url=" + emulator.url())
        .run();
  }

  @Test
  void submitUnderWayIsWaitedForAndOthersAreRefusedAfterwards() {
    EvolinkClient client;
    Queue queue;
    try (ConfigurableApplicationContext application = start()) {
      client = application.getBean(EvolinkClient.class);
      queue = application.getBean(Queue.class);
      emulator.inject(Fault.none().delayedBy(Duration.ofMillis(300)).on(ApiOperation.SUBMIT_IMAGE));
    }
    assertThat(queue.last().isDone()).isTrue();
    assertThat(queue.last().result().id()).isNotEmpty();
    assertThatThrownBy(() -> client.images().submit(ImageRequest.of("A cat")).result())
        .isInstanceOf(ClientClosedException.class);
  }

  @Test
  void endDoesNotWaitLongerThanTheApplicationWants() {
    Queue queue;
    try (ConfigurableApplicationContext application =
        start("spring.lifecycle.timeout-per-shutdown-phase=100ms")) {
      queue = application.getBean(Queue.class);
      emulator.inject(Fault.noAnswer().afterProcessing().on(ApiOperation.SUBMIT_IMAGE));
    }
    assertThat(queue.last().isDone()).isFalse();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void continuationsRunOnVirtualThreadsWhereBootHasThemOn() throws Exception {
    try (ConfigurableApplicationContext application =
        start("spring.threads.virtual.enabled=true")) {
      assertThat(threadOf(application)).startsWith("evolink-").contains("VirtualThread");
    }
    try (ConfigurableApplicationContext application = start()) {
      assertThat(threadOf(application)).doesNotContain("VirtualThread");
    }
  }

  private static String threadOf(ConfigurableApplicationContext application) throws Exception {
    return application
        .getBean(EvolinkClient.class)
        .images()
        .submit(ImageRequest.of("A cat"))
        .thenApplyAsync(task -> Thread.currentThread().getName() + " " + Thread.currentThread())
        .get();
  }
}
