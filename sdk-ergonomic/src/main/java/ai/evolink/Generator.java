package ai.evolink;

import ai.evolink.internal.submit.Submission;
import ai.evolink.internal.submit.Submissions;
import ai.evolink.model.GenerationRequest;

/**
 * The verbs that the nouns of all media share.
 *
 * @param <R> the requests of the medium
 */
abstract class Generator<R extends GenerationRequest> {
  private final Parts parts;
  private final Submissions.Medium<R> medium;

  /** What all nouns of a client need. */
  record Parts(Submissions submissions, TaskWaiter waiter, Completions completions) {}

  Generator(Parts parts, Submissions.Medium<R> medium) {
    this.parts = parts;
    this.medium = medium;
  }

  /**
   * Submits {@code request} and waits for its result as long as its {@link Kind#defaultDeadline()
   * kind} deserves. Returns, fails and throws as {@link #generate(GenerationRequest, WaitOptions)}
   * does.
   */
  public TaskFuture generate(R request) {
    return generate(request, WaitOptions.ofDefaults());
  }

  /**
   * Submits {@code request} and waits for its result. Does not block: local media are looked at
   * here, and everything else happens in the background.
   *
   * <p>The deadline of {@code options} counts from the accepted submit. Cancelling the future ends
   * the wait; the task, once submitted, goes on and is charged. Cancelled while its media are still
   * being uploaded, nothing is submitted.
   *
   * @return fails with {@link ApiException}, {@link TransportException}, {@link
   *     SpendLimitException} or {@link SubmissionUncertainException} if the submit did, with {@link
   *     TaskFailedException}, {@link TaskCancelledException} or {@link TaskTimeoutException}
   *     afterwards, and with {@link ClientClosedException} whenever the client is closed
   * @throws IllegalArgumentException if local media cannot be read or break a documented limit, or
   *     if the callback address is not public; nothing has been sent then
   */
  public TaskFuture generate(R request, WaitOptions options) {
    Submission submission = parts.submissions.start(medium, request);
    return parts.waiter.await(submission, options, submission.isPushed());
  }

  /**
   * Submits {@code request} without waiting for its result; {@link Tasks#follow(TaskHandle)} can do
   * that later.
   *
   * <p>Cancelling the future before the submit has been sent gives it up. After that it only stops
   * looking: the task is bought, and its handle goes to the client's {@code onSubmitted} hook.
   *
   * @return fails with {@link ApiException}, {@link TransportException}, {@link
   *     SpendLimitException}, {@link SubmissionUncertainException} or {@link ClientClosedException}
   * @throws IllegalArgumentException as {@link #generate(GenerationRequest, WaitOptions)} does
   */
  public EvolinkFuture<TaskHandle> submit(R request) {
    Submission submission = parts.submissions.start(medium, request);
    return parts.completions.publish(submission, submission::abandon);
  }

  /**
   * {@return what {@link #submit} would send} Nothing is sent or uploaded; the address of a {@link
   * CallbackHub} is not shown, for it is made anew for each submit.
   *
   * @throws IllegalArgumentException if local media cannot be read or break a documented limit
   */
  public RequestPreview preview(R request) {
    Submissions.Preview preview = parts.submissions.preview(medium, request);
    return new RequestPreview(preview.url(), preview.body());
  }
}
