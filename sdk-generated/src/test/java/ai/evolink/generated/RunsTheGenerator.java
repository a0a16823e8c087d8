package ai.evolink.generated;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** On a test that generates: left out of a run that takes the generated sources that are there. */
@DisabledIfSystemProperty(
    named = "codegen.skip",
    matches = "true",
    disabledReason = "this run shall not generate anything")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface RunsTheGenerator {}
