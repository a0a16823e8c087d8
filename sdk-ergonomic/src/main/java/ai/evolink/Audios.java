package ai.evolink;

import ai.evolink.internal.submit.Submissions;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;

/**
 * Generates music, speech and other audio, and related things such as personas and voices. Every
 * accepted submit is charged. Thread-safe.
 *
 * <p>A request is an {@link AudioRequest}, for any model, or one of the generated types, which have
 * every field of their model. Media that are not links are uploaded before the submit. {@link
 * Generation#songs}, {@link Generation#personaId} and {@link Generation#voice} give results that
 * are not files.
 *
 * <p>A submit is sent at most once. If it may have reached the service and no usable answer came
 * back, the future fails with {@link SubmissionUncertainException} and nothing is sent again.
 */
public final class Audios extends Generator<AudioGenerationRequest> {
  Audios(Parts parts) {
    super(
        parts,
        new Submissions.Medium<>(
            Kind.AUDIO,
            "v1/audios/generations",
            AudioGenerationRequest.class,
            AudioGenerationRequest::mapMedia,
            properties ->
                new AudioRequest(AudioModel.of(OpenRequest.modelOf(properties)), properties)));
  }
}
