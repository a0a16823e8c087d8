package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TransportException;
import ai.evolink.emulator.EvolinkEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A service behind a certificate that only an SSL bundle knows. */
class SslBundleTest {
  @Test
  void bundleIsTrustedAndNothingElse(@TempDir Path folder) throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().tls().start()) {
      Path certificate =
          Files.writeString(folder.resolve("emulator.pem"), emulator.certificate().orElseThrow());
      ApplicationContextRunner runner =
          new ApplicationContextRunner()
              .withConfiguration(
                  AutoConfigurations.of(SslAutoConfiguration.class, EvolinkAutoConfiguration.class))
              .withPropertyValues(
                  "evolink.api-key=sk-tls",
                  "evolink.max-retries=0",
                  "evolink.base-url=" + emulator.url(),
                  "spring.ssl.bundle.pem.inside.truststore.certificate=" + certificate.toUri());
      runner.run(
          context ->
              assertThat(
                      context
                          .getBean(EvolinkClient.class)
                          .images()
                          .submit(ImageRequest.of("A cat"))
                          .handle((task, failure) -> failure)
                          .get())
                  .isInstanceOf(TransportException.class));
      runner
          .withPropertyValues("evolink.ssl.bundle=inside")
          .run(
              context ->
                  context
                      .getBean(EvolinkClient.class)
                      .images()
                      .submit(ImageRequest.of("A cat"))
                      .result());
      assertThat(emulator.submissions()).hasSize(1);
    }
  }
}
