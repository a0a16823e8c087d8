package ai.evolink.spring.boot;

import ai.evolink.JournalException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A journal that cannot be opened: damaged, of another service, or in use. */
final class JournalFailureAnalyzer extends AbstractFailureAnalyzer<JournalException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, JournalException cause) {
    return new FailureAnalysis(cause.summary(), cause.nextStep().orElse(null), cause);
  }
}
