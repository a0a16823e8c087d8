package ai.evolink.spring.boot.test;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.spring.boot.EvolinkConnectionDetails;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Starts an {@link EvolinkEmulator} for the tests of a class with {@code @SpringBootTest}, and
 * points the client of the application at it by an {@link EvolinkConnectionDetails} bean, whatever
 * the properties say. It does not call the application back; waits poll.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureEvolinkEmulator
 * class ShopTest {
 *   @Autowired EvolinkEmulator emulator;
 *   @Autowired Shop shop;
 * }
 * }</pre>
 *
 * <p>The emulator is a bean, lives as long as the application context, and is reset before each
 * test. A context is shared by test classes with the same configuration, and so is its emulator.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Import(EmulatorConfiguration.class)
public @interface AutoConfigureEvolinkEmulator {
  /**
   * {@return how long a task takes, in milliseconds} Default: 0. It has ended then when it is first
   * asked for.
   */
  long paceMillis() default 0;
}
