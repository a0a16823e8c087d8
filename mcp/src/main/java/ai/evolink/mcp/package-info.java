/**
 * A Model Context Protocol server over standard input and output, built on the public surface of
 * the SDK alone. {@link ai.evolink.mcp.Main} is the way in; each tool is a class, {@code Account}
 * has the clients and the journal, and {@code Folder} is the only place on disk that tools see.
 */
@NullMarked
package ai.evolink.mcp;

import org.jspecify.annotations.NullMarked;
