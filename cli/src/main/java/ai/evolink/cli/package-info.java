/**
 * The {@code evolink} command, built on the public surface of the SDK alone. {@link
 * ai.evolink.cli.Main} is the way in; one class per command, and one per thing that commands share:
 * connection, waiting, saving, printing, errors.
 */
@NullMarked
package ai.evolink.cli;

import org.jspecify.annotations.NullMarked;
