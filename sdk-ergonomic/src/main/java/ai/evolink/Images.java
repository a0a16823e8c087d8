package ai.evolink;

import ai.evolink.api.ImagesApi;
import ai.evolink.model.ImageGenerationRequest;

/**
 * Makes images. Every accepted submit is paid. Thread-safe.
 *
 * <p>Requests are {@link ImageRequest}, for any model, or one of the generated types, {@code
 * NanoBanana2Request} for instance, which know every field of theirs. Media that are not links are
 * uploaded before the submit.
 *
 * <p>A submit is sent at most once. If it may have reached the service and no usable answer came
 * back, the future fails with {@link SubmissionUncertainException} and nothing is sent again.
 */
public final class Images {
  private final Submissions submissions;
  private final Waits waits;
  private final Submissions.Medium<ImageGenerationRequest> medium;

  Images(Submissions submissions, Waits waits, ImagesApi api) {
    this.submissions = submissions;
    this.waits = waits;
    this.medium =
        new Submissions.Medium<>(
            Kind.IMAGE,
            "v1/images/generations",
            ImageGenerationRequest.class,
            api::createImage,
            ImageGenerationRequest::mapMedia,
            (request, properties) -> ImageRequest.of(request.model(), properties));
  }

  /** Submits {@code request} and waits for its result with the client's defaults. */
  public TaskFuture generate(ImageGenerationRequest request) {
    return waits.generate(submissions.start(medium, request));
  }

  /**
   * Submits {@code request} and waits for its result.
   *
   * <p>The deadline of {@code options} counts from the accepted submit. Cancelling the future ends
   * the wait; the task, once submitted, goes on and is charged.
   *
   * @return fails with {@link ApiException}, {@link TransportException} or {@link
   *     SubmissionUncertainException} if the submit did, and with {@link TaskFailedException},
   *     {@link TaskCancelledException} or {@link TaskTimeoutException} afterwards
   * @throws IllegalArgumentException if local media cannot be read or break a documented limit, or
   *     if the callback address is not public; nothing has been sent then
   */
  public TaskFuture generate(ImageGenerationRequest request, WaitOptions options) {
    return waits.generate(submissions.start(medium, request), options);
  }

  /**
   * Submits {@code request} without waiting for its result; {@link Tasks#follow} can do that later.
   *
   * <p>Cancelling the future before the submit has been sent gives it up. After that it only stops
   * looking: the task is bought, and its handle goes to the client's {@code onSubmitted} hook.
   */
  public EvolinkFuture<TaskHandle> submit(ImageGenerationRequest request) {
    return waits.submit(submissions.start(medium, request));
  }

  /** {@return what {@link #submit} would send; nothing is sent or uploaded} */
  public RequestPreview preview(ImageGenerationRequest request) {
    return submissions.preview(medium, request);
  }
}
