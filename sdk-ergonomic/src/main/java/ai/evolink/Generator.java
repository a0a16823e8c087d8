package ai.evolink;

import ai.evolink.internal.submit.Submission;
import ai.evolink.internal.submit.Submissions;
import ai.evolink.model.GenerationRequest;

/**
 * The methods shared by {@link Images}, {@link Videos} and {@link Audios}.
 *
 * @param <R> the request type of the medium
 */
abstract class Generator<R extends GenerationRequest> {
  private final Parts parts;
  private final Submissions.Medium<R> medium;

  /** The collaborators that all media of a client share. */
  record Parts(Submissions submissions, TaskWaits waits, Completions completions) {}

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
   *     SpendLimitException} or {@link SubmissionUncertainException} if the submit fails, with
   *     {@link TaskFailedException}, {@link TaskCancelledException} or {@link TaskTimeoutException}
   *     afterwards, and with {@link ClientClosedException} whenever the client is closed
   * @throws IllegalArgumentException if local media cannot be read or exceed a documented limit, or
   *     if the callback address is not public; nothing has been sent then
   */
  public TaskFuture generate(R request, WaitOptions options) {
    Submission submission = parts.submissions.start(medium, request);
    return parts.waits.await(submission, options, submission.isPushed());
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
   *     SpendLimitException}, {@link SubmissionUncertainException} or {@link ClientClosedException}
   * @throws IllegalArgumentException as {@link #generate(GenerationRequest, WaitOptions)} does
   */
  public EvolinkFuture<TaskHandle> submit(R request) {
    Submission submission = parts.submissions.start(medium, request);
    return parts.completions.publish(submission, submission::abandon);
  }

  /**
   * {@return the request that {@link #submit} would send} Nothing is sent or uploaded. The address
   * of a {@link CallbackHub} is not included, because each submit gets a new one.
   *
   * @throws IllegalArgumentException if local media cannot be read or exceed a documented limit
   */
  public RequestPreview preview(R request) {
    Submissions.Preview preview = parts.submissions.preview(medium, request);
    return new RequestPreview(preview.url(), preview.body());
  }
}
