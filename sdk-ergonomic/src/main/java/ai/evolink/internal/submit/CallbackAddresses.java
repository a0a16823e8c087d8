package ai.evolink.internal.submit;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes callback addresses, one for each submit. Thread-safe. */
public interface CallbackAddresses {
  /** {@return the base URL of all addresses} */
  URI base();

  /** {@return a new token, to be bound to its task once that is known} */
  String mint();

  /** {@return the address that contains {@code token}} */
  URI address(String token);

  /** {@return the task that a callback for {@code token} has named; null if none has come} */
  @Nullable String told(String token);

  /** Binds {@code token} to its task. The callback of that task may have arrived already. */
  void bind(String token, String taskId);
}
