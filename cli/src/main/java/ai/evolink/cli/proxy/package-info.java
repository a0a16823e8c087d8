/** The proxies that the environment names. Knows OkHttp, and nothing of commands. */
@NullMarked
package ai.evolink.cli.proxy;

import org.jspecify.annotations.NullMarked;
