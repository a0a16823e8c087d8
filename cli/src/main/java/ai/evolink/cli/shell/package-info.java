/** What shells and man are given, made of the commands themselves. Knows picocli alone. */
@NullMarked
package ai.evolink.cli.shell;

import org.jspecify.annotations.NullMarked;
