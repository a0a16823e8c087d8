package ai.evolink.cli;

import ai.evolink.BatchEnd;
import ai.evolink.BatchEnd.State;
import ai.evolink.BatchFuture;
import ai.evolink.BatchItem;
import ai.evolink.BatchOptions;
import ai.evolink.BatchSummary;
import ai.evolink.EvolinkClient;
import ai.evolink.TaskTimeoutException;
import ai.evolink.model.GenerationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes the rows, shows how far it is, and says how it has ended. */
final class BatchRun {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int SHOWN = 10;

  private final Cli cli;
  private final BatchInput input;
  private final BatchRows maker;
  private final BatchCheck.Checked checked;
  private final BatchReport report;
  private final List<String> problems = new ArrayList<>();
  private final Predicate<String> isGivenUp;
  private long givenUp;
  private boolean timedOut;
  private volatile boolean interrupted;

  BatchRun(
      Cli cli,
      BatchInput input,
      BatchRows maker,
      BatchCheck.Checked checked,
      BatchReport report,
      Predicate<String> isGivenUp) {
    this.cli = cli;
    this.input = input;
    this.maker = maker;
    this.checked = checked;
    this.report = report;
    this.isGivenUp = isGivenUp;
  }

  /**
   * @param journal null if it ends with this command
   */
  ExitCode run(EvolinkClient client, BatchOptions options, @Nullable Path journal) {
    BatchSummary summary;
    try (BatchView view = cli.console().progress(checked.rows())) {
      Consumer<BatchEnd> sink =
          end -> {
            boolean over = isOver(end);
            report.add(end, over);
            note(end, over);
            view.show(end);
          };
      BatchFuture batch =
          checked.medium().start(client, items(), options.toBuilder().onEnd(sink).build());
      var guard = cli.interrupts().during(() -> leave(batch, view));
      try {
        summary = batch.result();
      } finally {
        guard.close();
      }
    }
    report.close();
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return tell(summary, journal);
  }

  /** Not all at once: a row is read when there is room for it. */
  private Stream<BatchItem<GenerationRequest>> items() {
    RawRows rows = input.rows();
    Spliterator<BatchItem<GenerationRequest>> items =
        new Spliterators.AbstractSpliterator<>(checked.rows(), Spliterator.ORDERED) {
          @Override
          public boolean tryAdvance(Consumer<? super BatchItem<GenerationRequest>> action) {
            RawRows.Raw raw = rows.next();
            if (raw != null) {
              action.accept(maker.row(raw).item());
            }
            return raw != null;
          }
        };
    return StreamSupport.stream(items, false).onClose(rows::close);
  }

  /** Whether somebody has decided not to be asked about a row any more. */
  private boolean isOver(BatchEnd end) {
    return end.state() == State.UNCERTAIN && end.item().orderId().filter(isGivenUp).isPresent();
  }

  private synchronized void note(BatchEnd end, boolean over) {
    if (end.state() == State.DONE) {
      return;
    }
    givenUp += over ? 1 : 0;
    timedOut |= end.problem().filter(TaskTimeoutException.class::isInstance).isPresent();
    if (problems.size() < SHOWN) {
      problems.add(
          end.item().orderId().orElse("")
              + ": "
              + (over ? "given up" : end.state())
              + end.problem().map(problem -> ", " + BatchReport.words(problem)).orElse(""));
    }
  }

  /** The process is being stopped: nothing more is bought, and what was bought is on record. */
  private void leave(BatchFuture batch, BatchView view) {
    interrupted = true;
    cli.console().takeLastWord();
    batch.stop();
    try {
      batch.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException
        | ExecutionException
        | TimeoutException
        | CancellationException e) {
      // What has not been answered by now stands in the journal as uncertain.
    }
    view.close();
    report.close();
    cli.console()
        .fail(
            Failure.of(
                ExitCode.INTERRUPTED,
                "Stopped. " + batch.soFar() + ".",
                "Run the same command again: it goes on, and buys nothing twice."));
  }

  private ExitCode tell(BatchSummary summary, @Nullable Path journal) {
    Console console = cli.console();
    if (console.json()) {
      console.document(document(summary, journal));
    } else {
      console.line(summary.toString());
      problems.forEach(console::note);
      long more = checked.rows() - summary.count(State.DONE) - problems.size();
      if (more > 0) {
        console.note("… and " + more + " more; --report FILE has all.");
      }
    }
    ExitCode code = exitCode(summary);
    if (code != ExitCode.OK) {
      throw new CliException(Failure.of(code, message(summary), next(code)), null);
    }
    return code;
  }

  private String message(BatchSummary summary) {
    String missing =
        checked.rows()
            - summary.count(State.DONE)
            + " of "
            + BatchCheck.rows(checked.rows())
            + " not done";
    return missing + summary.stoppedBy().map(why -> ": " + BatchReport.words(why)).orElse(".");
  }

  private static String next(ExitCode code) {
    return switch (code) {
      case UNCERTAIN ->
          "Look for the uncertain ones in the dashboard: --accept ORDER_ID=TASK says what one has"
              + " bought, --retry ORDER_ID buys it again, --give-up ORDER_ID asks no more.";
      case TASK_FAILED -> "--retry-failed buys again what has failed.";
      case LIMIT -> "Run it again with a greater --max-credits: it goes on.";
      default -> "Run the same command again: it goes on, and buys nothing twice.";
    };
  }

  private Map<String, @Nullable Object> document(BatchSummary summary, @Nullable Path journal) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("rows", checked.rows());
    for (State state : State.values()) {
      document.put(BatchReport.word(state), summary.count(state));
    }
    document.put("credits", summary.credits());
    document.put("stopped_by", summary.stoppedBy().map(BatchReport::words).orElse(null));
    document.put("journal", journal == null ? null : journal.toString());
    return document;
  }

  /** The first that applies: what may have cost something comes first, then what stopped it all. */
  private ExitCode exitCode(BatchSummary summary) {
    if (summary.count(State.UNCERTAIN) > givenUp) {
      return ExitCode.UNCERTAIN;
    }
    RuntimeException stopped = summary.stoppedBy().orElse(null);
    if (stopped != null) {
      return Failures.of(stopped).exit();
    }
    if (summary.count(State.UNSAVED) > 0) {
      return ExitCode.NOT_SAVED;
    }
    if (summary.count(State.FAILED) > 0) {
      return ExitCode.TASK_FAILED;
    }
    if (summary.count(State.UNFINISHED) > 0) {
      return timedOut ? ExitCode.TIMED_OUT : ExitCode.REFUSED;
    }
    boolean ended = summary.count(State.DONE) + givenUp == summary.total();
    return ended ? ExitCode.OK : ExitCode.REFUSED;
  }
}
