package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.Purchase;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.it.Awaits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a new process does with what the last one has left in the journal. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class RecoveryTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private Path journal;

  /** One that is bought, one that has failed, and one of which nobody knows. */
  @BeforeEach
  void leave(@TempDir Path folder) {
    journal = folder.resolve("evolink.journal");
    try (EvolinkClient last =
        EvolinkClient.builder("sk-shop")
            .baseUrl(emulator.url())
            .journal(TaskJournal.file(journal))
            .build()) {
      emulator.nextOutcomes(TaskOutcome.completed(), TaskOutcome.failed("service_error"));
      last.images().submit(ImageRequest.of("A cat"), SubmitOptions.ofOrder("cat")).result();
      last.images().submit(ImageRequest.of("A dog"), SubmitOptions.ofOrder("dog")).result();
      emulator.inject(
          Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());
      last.images()
          .submit(ImageRequest.of("A fox"), SubmitOptions.ofOrder("fox"))
          .handle((task, failure) -> failure)
          .join();
    }
    assertThat(emulator.submissions()).hasSize(3);
  }

  private ConfigurableApplicationContext start(Class<?> configuration, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--evolink.api-key=sk-shop",
                "--evolink.base-url=" + emulator.url(),
                "--evolink.journal.file=" + journal));
    for (String setting : settings) {
      arguments.add("--" + setting);
    }
    return new SpringApplicationBuilder(configuration)
        .web(WebApplicationType.NONE)
        .run(arguments.toArray(String[]::new));
  }

  @Test
  void handlerIsGivenResultsFailuresAndDoubts(CapturedOutput output) {
    try (ConfigurableApplicationContext application = start(WithHandler.class)) {
      Handler handler = application.getBean(Handler.class);
      Awaits.until(handler.told::toString, () -> handler.told.size() == 3);

      assertThat(handler.told)
          .containsExactlyInAnyOrder("result of cat", "no result of dog", "fox is uncertain");
      // It has failed for the result: that is logged, and given again next time.
      Awaits.until(output::toString, () -> output.toString().contains("not saved"));
    }
    try (ConfigurableApplicationContext again = start(WithHandler.class)) {
      Handler handler = again.getBean(Handler.class);
      Awaits.until(handler.told::toString, () -> handler.told.contains("result of cat"));
    }
    assertThat(emulator.submissions()).hasSize(3);
  }

  @Test
  void withoutAHandlerItIsLoggedAndNobodyAsks(CapturedOutput output) {
    try (ConfigurableApplicationContext application = start(Plain.class)) {
      assertThat(output)
          .contains("2 accepted, 1 uncertain, 0 not saved, 0 failed", "EvolinkRecoveryHandler")
          .contains("Nobody knows whether it was bought", "fox");
      assertThat(application.getBean(EvolinkClient.class).recover().accepted()).hasSize(2);
    }
  }

  @Test
  void switchedOffItTellsNobody() {
    try (ConfigurableApplicationContext application =
        start(WithHandler.class, "evolink.recovery.enabled=false")) {
      assertThat(application.getBean(Handler.class).told).isEmpty();
      assertThat(application.getBean(EvolinkClient.class).recover().accepted()).hasSize(2);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Plain {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithHandler {
    /** Needs the client itself, as those of applications do. */
    @Bean
    Handler handler(EvolinkClient client) {
      return new Handler();
    }
  }

  static final class Handler implements EvolinkRecoveryHandler {
    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void recovered(Generation result) {
      told.add("result of " + result.task().orderId().orElseThrow());
      throw new IllegalStateException("not saved");
    }

    @Override
    public void failed(TaskHandle task, EvolinkException failure) {
      told.add("no result of " + task.orderId().orElseThrow());
    }

    @Override
    public void uncertain(Purchase purchase) {
      told.add(purchase.orderId().orElseThrow() + " is uncertain");
    }
  }
}
