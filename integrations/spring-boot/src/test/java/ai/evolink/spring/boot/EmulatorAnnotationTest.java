package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.spring.boot.test.AutoConfigureEvolinkEmulator;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** What users write in their tests. */
@SpringBootTest(
    properties = {
      "evolink.api-key=sk-production",
      "evolink.base-url=https://api.evolink.ai",
      "evolink.callback.url=https://shop.example/evolink",
      "evolink.callback.key=MDEyMzQ1Njc4OWFiY2RlZg=="
    })
@AutoConfigureEvolinkEmulator
@SuppressWarnings("NullAway.Init")
class EmulatorAnnotationTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @Autowired EvolinkEmulator emulator;
  @Autowired EvolinkClient client;

  @RepeatedTest(2)
  void clientBuysFromAnEmulatorThatHasSeenNothing() {
    Generation cat = client.images().generate(ImageRequest.of("A cat")).result();

    assertThat(cat.only().uri()).hasPort(emulator.url().getPort());
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(emulator.submissions().get(0).body()).doesNotContain("shop.example");
    assertThat(emulator.submissions().get(0).key()).isEqualTo("sk-test");
  }
}
