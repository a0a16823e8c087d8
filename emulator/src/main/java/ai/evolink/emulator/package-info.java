/**
 * An offline Evolink: a server with a memory that answers like the real one and charges nothing.
 *
 * <p>{@link ai.evolink.emulator.EvolinkEmulator} is the way in. One line starts it, and any client
 * of the API can be pointed at it:
 *
 * <pre>{@code
 * try (EvolinkEmulator emulator = EvolinkEmulator.start()) {
 *   URI base = emulator.url(); // http://127.0.0.1:<port>, for the API and for files
 *   // …
 *   assert emulator.submissions().get(0).prompt().equals("A cat");
 * }
 * }</pre>
 *
 * <p>Requests are checked against the same OpenAPI document that the SDK is generated from. What it
 * does on magic keys and magic prompts stands in {@code emulator/README.md}.
 */
@NullMarked
package ai.evolink.emulator;

import org.jspecify.annotations.NullMarked;
