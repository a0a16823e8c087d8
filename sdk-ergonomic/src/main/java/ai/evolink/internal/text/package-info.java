/**
 * Text for people: one line of foreign text, bodies fit for a log, the line that resumes a task,
 * failures without their wrappers, and the logger of the SDK.
 *
 * <p>Start with {@link ai.evolink.internal.text.OneLine}. Knows nothing but the exceptions of the
 * API: no time, no threads, no HTTP.
 */
@NullMarked
package ai.evolink.internal.text;

import org.jspecify.annotations.NullMarked;
