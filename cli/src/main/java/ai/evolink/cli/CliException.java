package ai.evolink.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a failure that is worded already. */
final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  CliException(Failure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  static CliException usage(String message, @Nullable String next) {
    return new CliException(Failure.of(ExitCode.USAGE, message, next), null);
  }

  Failure failure() {
    return failure;
  }
}
