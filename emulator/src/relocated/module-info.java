/**
 * An offline Evolink for tests and first tries. {@link ai.evolink.emulator.EvolinkEmulator} is the
 * way in.
 */
module ai.evolink.emulator {
  requires java.logging;
  requires java.naming;
  requires java.net.http;
  requires java.xml;

  // Jackson looks whether they are there.
  requires static java.desktop;
  requires static java.sql;

  // Each for those who use it.
  requires static org.jspecify;
  requires static info.picocli;
  requires static org.junit.jupiter.api;

  exports ai.evolink.emulator;

  uses ai.evolink.emulator.shaded.org.slf4j.spi.SLF4JServiceProvider;
  uses ai.evolink.emulator.shaded.org.eclipse.jetty.http.HttpFieldPreEncoder;

  provides ai.evolink.emulator.shaded.org.slf4j.spi.SLF4JServiceProvider with
      ai.evolink.emulator.shaded.org.slf4j.nop.NOPServiceProvider;
  provides ai.evolink.emulator.shaded.org.eclipse.jetty.http.HttpFieldPreEncoder with
      ai.evolink.emulator.shaded.org.eclipse.jetty.http.Http10FieldPreEncoder,
      ai.evolink.emulator.shaded.org.eclipse.jetty.http.Http11FieldPreEncoder;
}
