/**
 * What was bought on this machine, for whoever comes back to it: {@code History} is where to begin.
 * Knows the SDK's journal, and nothing of commands.
 */
@NullMarked
package ai.evolink.cli.history;

import org.jspecify.annotations.NullMarked;
