package ai.evolink.spring.boot.test;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.spring.boot.EvolinkConnectionDetails;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportAware;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.AnnotationMetadata;

/** The emulator, and the way to it. Public for the annotation that imports it. */
@Configuration(proxyBeanMethods = false)
class EmulatorConfiguration implements ImportAware {
  private Duration pace = Duration.ZERO;

  @Override
  public void setImportMetadata(AnnotationMetadata test) {
    Object millis =
        test.getAnnotations()
            .get(AutoConfigureEvolinkEmulator.class)
            .getValue("paceMillis")
            .orElse(0L);
    pace = Duration.ofMillis((long) millis);
  }

  @Bean(destroyMethod = "close")
  EvolinkEmulator evolinkEmulator() {
    return EvolinkEmulator.builder().pace(pace).start();
  }

  @Bean
  @Primary
  EvolinkConnectionDetails evolinkEmulatorConnectionDetails(EvolinkEmulator emulator) {
    return new EvolinkConnectionDetails() {
      @Override
      public String getApiKey() {
        return "sk-test";
      }

      @Override
      public @Nullable URI getBaseUrl() {
        return emulator.url();
      }

      /** The public address leads elsewhere, and a wait for it would poll late. */
      @Override
      public boolean hasCallbacks() {
        return false;
      }
    };
  }
}
