package ai.evolink.cli;

import ai.evolink.ApiException;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkException;
import ai.evolink.PriceUnknownException;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskTimeoutException;
import ai.evolink.TransportException;
import ai.evolink.WaitInterruptedException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The one place that decides which exit code an exception becomes, and what is said about it. */
final class Failures {
  private Failures() {}

  /** What to say about {@code thrown}. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof CliException ours) {
      return ours.failure();
    }
    if (thrown instanceof EvolinkException failed) {
      return ofSdk(failed);
    }
    if (thrown instanceof CancellationException) {
      return Failure.of(ExitCode.INTERRUPTED, "Interrupted.", null);
    }
    return Failure.of(
        ExitCode.UNEXPECTED,
        "Unexpected " + thrown,
        "Run the command again with --debug for the stack trace, and report it.");
  }

  private static Failure ofSdk(EvolinkException failed) {
    String next = failed.nextStep().map(Text::ofOptions).orElse(null);
    return new Failure(exitCode(failed), Text.ofOptions(failed.summary()), next, facts(failed));
  }

  private static ExitCode exitCode(EvolinkException failed) {
    if (failed instanceof ApiException refusal) {
      return switch (refusal.statusCode()) {
        case 401, 403 -> refusal.isAboutModel() ? ExitCode.REFUSED : ExitCode.KEY_REFUSED;
        case 402 -> ExitCode.NO_CREDITS;
        default -> ExitCode.REFUSED;
      };
    }
    if (failed instanceof SubmissionUncertainException) {
      return ExitCode.UNCERTAIN;
    }
    if (failed instanceof SpendLimitException || failed instanceof PriceUnknownException) {
      return ExitCode.LIMIT;
    }
    if (failed instanceof TransportException) {
      return ExitCode.NETWORK;
    }
    if (failed instanceof TaskFailedException || failed instanceof TaskCancelledException) {
      return ExitCode.TASK_FAILED;
    }
    if (failed instanceof TaskTimeoutException) {
      return ExitCode.TIMED_OUT;
    }
    if (failed instanceof WaitInterruptedException || failed instanceof ClientClosedException) {
      return ExitCode.INTERRUPTED;
    }
    return ExitCode.UNEXPECTED;
  }

  private static Map<String, Object> facts(EvolinkException failed) {
    Map<String, Object> facts = new LinkedHashMap<>();
    TaskHandle task = taskOf(failed);
    if (task != null) {
      facts.put("task", task.id());
    }
    if (failed instanceof ApiException refusal) {
      facts.put("http_status", refusal.statusCode());
      refusal.code().ifPresent(code -> facts.put("service_code", code));
      refusal.param().ifPresent(param -> facts.put("param", param));
      refusal.retryAfter().ifPresent(wait -> facts.put("retry_after", wait.toSeconds()));
    }
    if (failed instanceof TaskFailedException task1) {
      task1.code().ifPresent(code -> facts.put("service_code", code.value()));
    }
    failed.requestId().ifPresent(id -> facts.put("request_id", id));
    facts.put("retryable", failed.isRetryable());
    facts.put("charge", failed.charge().name().toLowerCase(Locale.ROOT));
    return facts;
  }

  /** The task that a failed wait was about, if it had been submitted. */
  static @Nullable TaskHandle taskOf(Throwable thrown) {
    if (thrown instanceof TaskFailedException failed) {
      return failed.task();
    }
    if (thrown instanceof TaskCancelledException cancelled) {
      return cancelled.task();
    }
    if (thrown instanceof TaskTimeoutException late) {
      return late.task().orElse(null);
    }
    if (thrown instanceof WaitInterruptedException interrupted) {
      return interrupted.task().orElse(null);
    }
    if (thrown instanceof ClientClosedException closed) {
      return closed.task().orElse(null);
    }
    return null;
  }
}
