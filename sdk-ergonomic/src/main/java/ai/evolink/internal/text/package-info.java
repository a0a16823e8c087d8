/**
 * Text for people: single lines of text from outside, the line that resumes a task, failures
 * without their wrappers, and the logger of the SDK. And equal values, kept once.
 *
 * <p>Start with {@link ai.evolink.internal.text.OneLine}. Of the API it knows only the exceptions:
 * no time, no threads, no HTTP.
 */
@NullMarked
package ai.evolink.internal.text;

import org.jspecify.annotations.NullMarked;
