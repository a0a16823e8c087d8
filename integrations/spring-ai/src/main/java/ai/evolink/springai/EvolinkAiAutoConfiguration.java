package ai.evolink.springai;

import ai.evolink.EvolinkClient;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The models as beans, with the options of {@code spring.ai.evolink.image} and {@code
 * spring.ai.evolink.audio.speech}.
 *
 * <p>They use the {@code EvolinkClient} bean of the application. Without one, {@code
 * spring.ai.evolink.api-key} makes one; without that either, there are no models. As with other
 * modules of Spring AI, {@code spring.ai.model.image} and {@code spring.ai.model.audio.speech}
 * choose where several are on the class path: a value other than {@code evolink} leaves these out.
 */
@AutoConfiguration(afterName = "ai.evolink.spring.boot.EvolinkAutoConfiguration")
@ConditionalOnClass({EvolinkClient.class, ImageModel.class, TextToSpeechModel.class})
@EnableConfigurationProperties({
  EvolinkConnectionProperties.class,
  EvolinkImageProperties.class,
  EvolinkTextToSpeechProperties.class
})
public class EvolinkAiAutoConfiguration {
  private static final String EVOLINK = "evolink";

  EvolinkAiAutoConfiguration() {}

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @ConditionalOnProperty("spring.ai.evolink.api-key")
  EvolinkClient evolinkClient(EvolinkConnectionProperties properties) {
    String key = Objects.requireNonNull(properties.getApiKey());
    EvolinkClient.Builder client = EvolinkClient.builder(key);
    if (properties.getBaseUrl() != null) {
      client.baseUrl(properties.getBaseUrl());
    }
    return client.build();
  }

  @Bean
  @ConditionalOnBean(EvolinkClient.class)
  @ConditionalOnMissingBean
  @ConditionalOnProperty(
      name = SpringAIModelProperties.IMAGE_MODEL,
      havingValue = EVOLINK,
      matchIfMissing = true)
  EvolinkImageModel evolinkImageModel(
      EvolinkClient client,
      EvolinkImageProperties properties,
      ObjectProvider<ObservationRegistry> observations,
      ObjectProvider<ImageModelObservationConvention> convention) {
    EvolinkImageModel.Builder model =
        EvolinkImageModel.builder(client).options(properties.options());
    observations.ifUnique(model::observationRegistry);
    convention.ifAvailable(model::observationConvention);
    if (properties.timeout() != null) {
      model.timeout(properties.timeout());
    }
    return model.build();
  }

  @Bean
  @ConditionalOnBean(EvolinkClient.class)
  @ConditionalOnMissingBean
  @ConditionalOnProperty(
      name = SpringAIModelProperties.AUDIO_SPEECH_MODEL,
      havingValue = EVOLINK,
      matchIfMissing = true)
  EvolinkTextToSpeechModel evolinkTextToSpeechModel(
      EvolinkClient client, EvolinkTextToSpeechProperties properties) {
    EvolinkTextToSpeechModel.Builder model =
        EvolinkTextToSpeechModel.builder(client).options(properties.options());
    if (properties.timeout() != null) {
      model.timeout(properties.timeout());
    }
    return model.build();
  }
}
