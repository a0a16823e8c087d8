package ai.evolink.internal.submit;

import java.net.URI;

/** Addresses for callbacks, each for one submit. Thread-safe. */
public interface CallbackAddresses {
  /** Where all of them lie. */
  URI base();

  /** {@return a new token, to be bound once the task that it stands for is known} */
  String mint();

  /** {@return the address that {@code token} is a part of} */
  URI address(String token);

  /** Tells which task {@code token} stands for. Its callback may have come already. */
  void bind(String token, String taskId);
}
