/** Folders, profiles and keys of a user of the command line. Knows nothing of commands. */
@NullMarked
package ai.evolink.cli.settings;

import org.jspecify.annotations.NullMarked;
