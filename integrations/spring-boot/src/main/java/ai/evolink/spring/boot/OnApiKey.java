package ai.evolink.spring.boot;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** A key is there, and not blank. {@code ConditionalOnProperty} takes a blank one for a key. */
final class OnApiKey extends SpringBootCondition {
  static final String PROPERTY = "evolink.api-key";

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    String key = context.getEnvironment().getProperty(PROPERTY);
    ConditionMessage.Builder message = ConditionMessage.forCondition("Evolink");
    return StringUtils.hasText(key)
        ? ConditionOutcome.match(message.because(PROPERTY + " is set"))
        : ConditionOutcome.noMatch(
            message.because(PROPERTY + (key == null ? " is not set" : " is blank")));
  }
}
