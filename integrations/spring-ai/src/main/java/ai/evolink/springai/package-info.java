/**
 * Evolink's pictures and voices as models of Spring AI.
 *
 * <p>{@link ai.evolink.springai.EvolinkImageModel} draws and edits, {@link
 * ai.evolink.springai.EvolinkTextToSpeechModel} speaks. In a Boot application both are beans: see
 * {@link ai.evolink.springai.EvolinkAiAutoConfiguration}. {@link
 * ai.evolink.springai.EvolinkMetadata} names what the answers tell of the paid task. Videos and
 * music have no model in Spring AI: use {@code EvolinkClient} for them.
 */
@NullMarked
package ai.evolink.springai;

import org.jspecify.annotations.NullMarked;
