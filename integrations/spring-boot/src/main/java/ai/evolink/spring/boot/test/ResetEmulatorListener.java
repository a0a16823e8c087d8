package ai.evolink.spring.boot.test;

import ai.evolink.emulator.EvolinkEmulator;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Lets each test begin with an emulator that has seen nothing. */
final class ResetEmulatorListener implements TestExecutionListener {
  @Override
  public void beforeTestMethod(TestContext test) {
    if (TestContextAnnotationUtils.hasAnnotation(
        test.getTestClass(), AutoConfigureEvolinkEmulator.class)) {
      test.getApplicationContext()
          .getBeanProvider(EvolinkEmulator.class)
          .forEach(EvolinkEmulator::reset);
    }
  }
}
