package ai.evolink.spring.boot;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the client goes, and with which key. Properties make one if {@code evolink.api-key} is set;
 * a bean of the application takes its place. There is a client if there is one of these.
 */
public interface EvolinkConnectionDetails extends ConnectionDetails {
  /** {@return the key of the account} */
  String getApiKey();

  /** {@return the address of the service; null for the public one} */
  default @Nullable URI getBaseUrl() {
    return null;
  }

  /** {@return the address that files are uploaded to; null for the one that goes with the other} */
  default @Nullable URI getFilesBaseUrl() {
    return null;
  }

  /**
   * {@return whether the service can call this application back} If not, waits poll, whatever the
   * properties say of callbacks.
   */
  default boolean hasCallbacks() {
    return true;
  }
}
