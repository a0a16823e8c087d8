/**
 * Evolink's pictures and voices as models of LangChain4j.
 *
 * <p>{@link ai.evolink.langchain4j.EvolinkImageModel} draws and edits, {@link
 * ai.evolink.langchain4j.EvolinkTextToSpeechModel} speaks; {@link
 * ai.evolink.langchain4j.EvolinkMetadata} names what the answers tell of the paid task. Videos and
 * music have no model in LangChain4j: use {@code EvolinkClient} for them.
 */
@NullMarked
package ai.evolink.langchain4j;

import org.jspecify.annotations.NullMarked;
