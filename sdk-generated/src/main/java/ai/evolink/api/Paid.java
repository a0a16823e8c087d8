package ai.evolink.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that spends credits when it succeeds. It must not be sent a second time unless
 * the server provably did not take the first.
 *
 * <p>An interceptor finds it through {@code request.tag(Invocation.class).method()}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Paid {}
