package ai.evolink.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the server that an operation is documented for, where that is not the server of the whole
 * document. Retrofit knows nothing of it: whoever sends the request has to follow it.
 *
 * <p>An interceptor or a call factory finds it through {@code
 * request.tag(Invocation.class).method()}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Server {
  /** {@return the base URL of the server} */
  String value();
}
