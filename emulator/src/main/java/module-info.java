/**
 * An offline Evolink for tests and first tries. {@link ai.evolink.emulator.EvolinkEmulator} is the
 * way in.
 */
module ai.evolink.emulator {
  requires com.networknt.schema;
  requires java.net.http;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  // Each for one class that nobody needs who does not use it.
  requires static okhttp3.tls;
  requires static kotlin.stdlib;
  requires static transitive info.picocli;
  requires static transitive org.junit.jupiter.api;

  exports ai.evolink.emulator;
}
