package ai.evolink;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what rests on no released documentation of Evolink: it may not work, and may change or go
 * without notice. It does nothing until {@link EvolinkClient.Builder#allowExperimental()} is
 * called.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Experimental {}
