package ai.evolink.mcp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The Model Context Protocol server. */
public final class Main {
  private Main() {}

  /**
   * Serves the assistant that has started this process, on standard input and output, and ends the
   * JVM when it has gone.
   */
  public static void main(String[] args) {
    OutputStream protocol = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err); // whatever a library prints, standard output is the protocol's
    CommandLine command = new CommandLine(new ServeCommand(System.getenv(), System.in, protocol));
    command.setOut(new PrintWriter(protocol, true, StandardCharsets.UTF_8)); // for --help alone
    command.setUsageHelpAutoWidth(true);
    System.exit(command.execute(args));
  }
}
