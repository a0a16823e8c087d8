package ai.evolink.emulator;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An emulator that is an extension too. A class of its own, so that {@link EvolinkEmulator} can be
 * loaded where there is no JUnit.
 */
final class JUnitEmulator extends EvolinkEmulator
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private final AtomicInteger classes = new AtomicInteger();
  private final AtomicInteger tests = new AtomicInteger();

  private JUnitEmulator(Settings settings) {
    super(settings);
  }

  /** Typed as its parent, so that the verifier loads this class only where it is needed. */
  static EvolinkEmulator start(Settings settings) {
    JUnitEmulator emulator = new JUnitEmulator(settings);
    emulator.listen();
    return emulator;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // A nested class, or another class that inherits the field, finds it in use already.
    if (classes.getAndIncrement() == 0) {
      reopen();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (tests.incrementAndGet() > 1) {
      throw new ExtensionConfigurationException(
          context.getDisplayName()
              + " runs while another test uses the same emulator, and a fresh state for one would"
              + " take it from the other. Give each test its own, as a parameter: annotate the"
              + " class with @ExtendWith(EvolinkEmulatorExtension.class). Or run the tests of the"
              + " class one by one, with @Execution(ExecutionMode.SAME_THREAD).");
    }
    reopen();
    reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    tests.decrementAndGet();
    if (classes.get() == 0) {
      close(); // In a field of the instance, where the ends of classes are not told.
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (classes.decrementAndGet() == 0) {
      close();
    }
  }
}
