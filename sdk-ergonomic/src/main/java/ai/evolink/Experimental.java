package ai.evolink;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an API that relies on undocumented behaviour of the service: it may not work, and may
 * change or disappear without notice. It throws {@link IllegalStateException} until {@link
 * EvolinkClient.Builder#allowExperimental()} is called.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Experimental {}
