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

  exports ai.evolink.emulator;
}
