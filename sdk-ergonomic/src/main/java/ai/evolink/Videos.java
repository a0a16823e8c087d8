package ai.evolink;

import ai.evolink.internal.submit.Submissions;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;

/**
 * Generates videos, and related things such as upscaled videos, lip-synced videos and Kling
 * elements. Every accepted submit is charged. Thread-safe.
 *
 * <p>A request is a {@link VideoRequest}, for any model, or one of the generated types, which have
 * every field of their model. Media that are not links are uploaded before the submit. Videos take
 * minutes: the service estimates up to 40, and {@link Kind#VIDEO} says how long a wait lasts by
 * default.
 *
 * <p>A submit is sent at most once. If it may have reached the service and no usable answer came
 * back, the future fails with {@link SubmissionUncertainException} and nothing is sent again.
 */
public final class Videos extends Generator<VideoGenerationRequest> {
  Videos(Parts parts) {
    super(
        parts,
        new Submissions.Medium<>(
            Kind.VIDEO,
            "v1/videos/generations",
            VideoGenerationRequest.class,
            VideoGenerationRequest::mapMedia,
            properties ->
                new VideoRequest(VideoModel.of(OpenRequest.modelOf(properties)), properties)));
  }
}
