package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EmulatorOptionsTest {

  @Test
  void switchesOfTheCommandLineReachTheEmulator() throws Exception {
    try (EvolinkEmulator emulator = start("--port=0", "--no-billing", "--idempotency-keys")) {
      HttpResponse<String> first = submit(emulator);
      HttpResponse<String> second = submit(emulator);

      assertThat(second.headers().firstValue("idempotency-replayed")).contains("true");
      assertThat(second.body()).isEqualTo(first.body());
      Api api = new Api(emulator);
      assertThat(api.task(api.submit("A cat").id()).json().has("billing")).isFalse();
    }
  }

  @Test
  void withoutSwitchesTasksTellTheirBillingAndKeysMeanNothing() throws Exception {
    try (EvolinkEmulator emulator = start("--port=0")) {
      assertThat(submit(emulator).body()).isNotEqualTo(submit(emulator).body());
      Api api = new Api(emulator);
      assertThat(api.task(api.submit("A cat").id()).json().has("billing")).isTrue();
    }
  }

  private static EvolinkEmulator start(String... arguments) {
    EmulatorOptions options = new EmulatorOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("emulator", mixin(options)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(arguments);
    return options.start();
  }

  private static CommandLine.Model.CommandSpec mixin(EmulatorOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }

  private static HttpResponse<String> submit(EvolinkEmulator emulator) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(emulator.url() + Api.IMAGES))
                .header("Authorization", "Bearer sk-test")
                .header("Idempotency-Key", "order-1-of-the-day")
                .POST(HttpRequest.BodyPublishers.ofString(cat().toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
