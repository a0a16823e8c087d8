package ai.evolink.spring.boot;

import ai.evolink.EvolinkException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers with a {@code ProblemDetail} where a controller of MVC or WebFlux fails with an {@link
 * EvolinkException}. A handler of the application comes first; {@code
 * evolink.problem-details.enabled=false} leaves it out.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnClass({EvolinkException.class, RestControllerAdvice.class})
@ConditionalOnBooleanProperty(name = "evolink.problem-details.enabled", matchIfMissing = true)
public class EvolinkProblemDetailAutoConfiguration {
  EvolinkProblemDetailAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  EvolinkExceptionAdvice evolinkExceptionAdvice() {
    return new EvolinkExceptionAdvice();
  }
}
