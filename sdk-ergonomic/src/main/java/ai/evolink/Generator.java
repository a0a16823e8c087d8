package ai.evolink;

import ai.evolink.internal.quote.Budget;
import ai.evolink.internal.quote.PriceBook;
import ai.evolink.internal.quote.Quote;
import ai.evolink.internal.submit.Submission;
import ai.evolink.internal.submit.Submissions;
import ai.evolink.internal.submit.SubmitOrder;
import ai.evolink.internal.thread.ObserverRelay;
import ai.evolink.model.GenerationRequest;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods shared by {@link Images}, {@link Videos} and {@link Audios}.
 *
 * @param <R> the request type of the medium
 */
abstract class Generator<R extends GenerationRequest> {
  private final Parts parts;
  private final Submissions.Medium<R> medium;

  /** The collaborators that all media of a client share. */
  record Parts(
      Submissions submissions,
      TaskWaits waits,
      Completions completions,
      PriceBook prices,
      OpenBatches batches,
      Function<JournalEntry, Purchase> purchases) {}

  Generator(Parts parts, Submissions.Medium<R> medium) {
    this.parts = parts;
    this.medium = medium;
  }

  /**
   * Submits {@code request} and waits for its result until the {@linkplain Kind#defaultDeadline()
   * default deadline} of its kind. Returns, fails and throws as {@link #generate(GenerationRequest,
   * WaitOptions)} does.
   */
  public TaskFuture generate(R request) {
    return generate(request, WaitOptions.ofDefaults());
  }

  /**
   * Submits {@code request} and waits for its result. Does not block, except to check local media;
   * everything else happens in the background.
   *
   * <p>The deadline of {@code options} counts from the time at which the submit is accepted.
   * Cancelling the future ends the wait; a task that was submitted goes on and is charged. If the
   * future is cancelled while its media are being uploaded, nothing is submitted.
   *
   * @return a future that fails with {@link ApiException}, {@link TransportException}, {@link
   *     SpendLimitException}, {@link PriceUnknownException} or {@link SubmissionUncertainException}
   *     if the submit fails, with {@link TaskFailedException}, {@link TaskCancelledException} or
   *     {@link TaskTimeoutException} afterwards, and with {@link ClientClosedException} whenever
   *     the client is closed
   * @throws IllegalArgumentException if local media cannot be read or exceed a documented limit, or
   *     if the callback address is not public; nothing has been sent then
   */
  public TaskFuture generate(R request, WaitOptions options) {
    return generate(request, SubmitOptions.ofDefaults(), options);
  }

  /**
   * Submits {@code request} as {@code options} say, and waits for its result. For an order id that
   * was bought before, nothing is sent: the wait goes on with the task that was bought, and {@link
   * TaskHandle#isReplayed()} tells. A second call for an order that is being submitted shares the
   * submit, which is given up only if all of its futures are cancelled.
   *
   * <p>With an order id, this also blocks to hash local media and to ask the journal.
   *
   * @return a future that fails as {@link #generate(GenerationRequest, WaitOptions)} says; with
   *     {@link SubmissionUncertainException} also if the order is uncertain, or was given up; with
   *     {@link OrderBusyException} if another process is submitting it; with {@link
   *     JournalException} if the journal cannot be written
   * @throws IllegalArgumentException as {@link #generate(GenerationRequest, WaitOptions)} does;
   *     also if there is an order id but no journal, or the order id belongs to another request
   */
  public TaskFuture generate(R request, SubmitOptions options) {
    return generate(request, options, options.wait);
  }

  /**
   * Submits many requests and waits for their results, a limited number at a time. Of the items
   * only those under way are in memory, so there may be a million of them: {@code items} is asked
   * for the next one when there is room, by one thread of the client at a time, which may block.
   *
   * <p>Each item that was taken has exactly one end, which {@link BatchOptions.Builder#onEnd} is
   * told; no thread waits for it meanwhile. Items with an order id are bought once: what an earlier
   * run has bought is waited for, and what it has completed and saved is done without a request, as
   * long as the file is there. A refusal that may pass is waited out for about a minute and a half.
   * Refusals that concern every item (a {@linkplain EvolinkClient.Builder#spendLimit limit} of the
   * client, its key, the credits of the account, a journal that cannot be written) stop the
   * submits: of the remaining items, only those that were bought before go on, and the others end
   * as {@link BatchEnd.State#NOT_SUBMITTED}.
   *
   * @param <I> the items, of whatever requests
   * @param items must come to an end. Use {@code () -> iterator} for an iterator
   */
  public <I extends BatchItem<? extends R>> BatchFuture generateAll(
      Iterable<I> items, BatchOptions options) {
    Objects.requireNonNull(items, "items");
    return begin(items::iterator, () -> {}, options);
  }

  /**
   * Like {@link #generateAll(Iterable, BatchOptions)}. The stream is closed when its items were
   * taken, or the batch has stopped.
   *
   * @param <I> the items, of whatever requests
   */
  public <I extends BatchItem<? extends R>> BatchFuture generateAll(
      Stream<I> items, BatchOptions options) {
    Objects.requireNonNull(items, "items");
    return begin(items::iterator, items::close, options);
  }

  private BatchFuture begin(
      Supplier<Iterator<? extends BatchItem<? extends R>>> items,
      Runnable close,
      BatchOptions options) {
    return new Batch<>(
            new BatchSource<>(items, close),
            new BatchPurchases<>(this),
            Objects.requireNonNull(options, "options"),
            parts.batches,
            parts.completions.continuations())
        .begin();
  }

  boolean hasJournal() {
    return parts.submissions.hasJournal();
  }

  /**
   * {@return what the journal knows of an order; empty if it can be bought}
   *
   * @throws IllegalArgumentException if the order is for another request
   */
  Optional<JournalEntry> known(R request, String orderId) {
    return parts.submissions.known(medium, request, orderId);
  }

  Purchase purchase(JournalEntry entry) {
    return parts.purchases.apply(entry);
  }

  private TaskFuture generate(R request, SubmitOptions options, WaitOptions wait) {
    ObserverRelay observer =
        observer(CallListener.Operation.GENERATE, modelOf(request), options.orderId);
    return await(start(request, options, observer), wait, observer);
  }

  private Submission start(R request, SubmitOptions options, @Nullable ObserverRelay observer) {
    try {
      return parts.submissions.start(medium, request, orderOf(options, observer));
    } catch (RuntimeException e) {
      if (observer != null) {
        Observed.failed(observer, e);
      }
      throw e;
    }
  }

  private String modelOf(R request) {
    return Objects.requireNonNull(request, "request").model().value();
  }

  private @Nullable ObserverRelay observer(
      CallListener.Operation operation, String model, @Nullable String orderId) {
    Observed observed = parts.waits.observed;
    return observed.isNobody()
        ? null
        : observed.start(CallListener.Call.submit(operation, medium.kind(), model, orderId));
  }

  private TaskFuture await(
      Submission submission, WaitOptions options, @Nullable ObserverRelay observer) {
    return parts.waits.await(submission, options, submission.isPushed(), observer);
  }

  private static SubmitOrder orderOf(SubmitOptions options, @Nullable ObserverRelay observer) {
    return options == SubmitOptions.ofDefaults() && observer == null
        ? SubmitOrder.NONE
        : new SubmitOrder(
            options.orderId,
            options.headers,
            options.submitTimeout,
            new Budget.Terms(options.maxCost, options.unknownPrice),
            observer);
  }

  /** Buys what {@code entry} has perhaps bought, or was to buy, once more. */
  TaskFuture retry(JournalEntry entry, WaitOptions options) {
    ObserverRelay observer =
        observer(CallListener.Operation.GENERATE, entry.model(), entry.orderId().orElse(null));
    return await(parts.submissions.retry(medium, entry, observer), options, observer);
  }

  /**
   * Submits {@code request} without waiting for its result; {@link Tasks#follow(TaskHandle)} can do
   * that later.
   *
   * <p>Cancelling the future before the submit has been sent stops the submit. After that it only
   * stops waiting for the answer: the submit completes, and its handle goes to the client's {@code
   * onSubmitted} hook.
   *
   * @return a future that fails with {@link ApiException}, {@link TransportException}, {@link
   *     SpendLimitException}, {@link PriceUnknownException}, {@link SubmissionUncertainException}
   *     or {@link ClientClosedException}
   * @throws IllegalArgumentException as {@link #generate(GenerationRequest, WaitOptions)} does
   */
  public EvolinkFuture<TaskHandle> submit(R request) {
    return submit(request, SubmitOptions.ofDefaults());
  }

  /**
   * Submits {@code request} as {@code options} say, without waiting for its result; how to wait is
   * left out of account. Returns, fails and throws as {@link #submit(GenerationRequest)} and {@link
   * #generate(GenerationRequest, SubmitOptions)} do.
   */
  public EvolinkFuture<TaskHandle> submit(R request, SubmitOptions options) {
    ObserverRelay observer =
        observer(CallListener.Operation.SUBMIT, modelOf(request), options.orderId);
    Submission submission = start(request, options, observer);
    if (observer != null) {
      EvolinkFuture.whenDone(
          submission, (task, failure) -> Observed.submitted(observer, task, failure));
    }
    return parts.completions.publish(submission, submission::abandon, parts.submissions.telling());
  }

  /**
   * {@return the request that {@link #submit} would send} Nothing is sent or uploaded. The address
   * of a {@link CallbackHub} is not included, because each submit gets a new one. The price is
   * included if the rules of the model have been read already; see {@link Prices}.
   *
   * @throws IllegalArgumentException if local media cannot be read or exceed a documented limit
   */
  public RequestPreview preview(R request) {
    Submissions.Preview preview = parts.submissions.preview(medium, request);
    Budget.Wish wish = parts.submissions.wish(medium, request);
    Quote known = parts.prices.known(wish.model(), wish.modality(), wish.fields().get());
    return new RequestPreview(
        preview.url(), preview.body(), known == null ? null : new PriceEstimate(known));
  }

  /** {@return what {@code request} may cost} */
  EvolinkFuture<PriceEstimate> estimate(R request) {
    Budget.Wish wish = parts.submissions.wish(medium, request);
    return parts.completions.publish(
        parts
            .prices
            .quote(wish.model(), wish.modality(), wish.fields().get())
            .thenApply(PriceEstimate::new));
  }
}
