package ai.evolink.emulator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that wants one an emulator of its own, as a parameter; it is closed after the
 * test. Tests may run in parallel.
 *
 * <pre>{@code
 * @ExtendWith(EvolinkEmulatorExtension.class)
 * class ShopTest {
 *   @Test
 *   void pictureIsOrdered(EvolinkEmulator emulator) { … }
 * }
 * }</pre>
 *
 * <p>The methods of one test ({@code @BeforeEach}, {@code @Test}, {@code @AfterEach}) share one
 * emulator. With settings, it is registered as a field: {@code @RegisterExtension static
 * EvolinkEmulatorExtension emulators = EvolinkEmulatorExtension.of(EvolinkEmulator.builder()…)}.
 * For one emulator that all tests of a class share, see {@link
 * EvolinkEmulator.Builder#startForJUnit()}.
 *
 * <p>The only class of this library that needs JUnit (5.8 or later) on the class path.
 */
public final class EvolinkEmulatorExtension implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EvolinkEmulatorExtension.class);

  private final Settings settings;

  /** For {@code @ExtendWith}: emulators with the defaults of the builder. */
  public EvolinkEmulatorExtension() {
    this(EvolinkEmulator.builder().settings());
  }

  private EvolinkEmulatorExtension(Settings settings) {
    this.settings = settings;
  }

  /**
   * Emulators as this builder says. Its port should be free, 0; a manual clock in it is shared.
   *
   * @param builder is read now; changes to it later change nothing
   */
  public static EvolinkEmulatorExtension of(EvolinkEmulator.Builder builder) {
    return new EvolinkEmulatorExtension(builder.settings());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EvolinkEmulator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "An emulator lives as long as one test, so constructors and methods for the whole class"
              + " cannot have one; use a static field, made by"
              + " EvolinkEmulator.builder().startForJUnit()");
    }
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            this, key -> new EvolinkEmulator(settings).listen(), EvolinkEmulator.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    @Nullable EvolinkEmulator emulator =
        context.getStore(NAMESPACE).remove(this, EvolinkEmulator.class);
    if (emulator != null) {
      emulator.close();
    }
  }
}
