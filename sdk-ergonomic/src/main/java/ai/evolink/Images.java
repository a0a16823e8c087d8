package ai.evolink;

import ai.evolink.internal.submit.Submissions;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;

/**
 * Generates images. Every accepted submit is charged. Thread-safe.
 *
 * <p>A request is an {@link ImageRequest}, for any model, or one of the generated types, for
 * instance {@code NanoBanana2Request}, which have every field of their model. Media that are not
 * links are uploaded before the submit.
 *
 * <p>A submit is sent at most once. If it may have reached the service and no usable answer came
 * back, the future fails with {@link SubmissionUncertainException} and nothing is sent again.
 */
public final class Images extends Generator<ImageGenerationRequest> {
  Images(Parts parts) {
    super(
        parts,
        new Submissions.Medium<>(
            Kind.IMAGE,
            "v1/images/generations",
            ImageGenerationRequest.class,
            ImageGenerationRequest::mapMedia,
            properties ->
                new ImageRequest(ImageModel.of(OpenRequest.modelOf(properties)), properties)));
  }
}
