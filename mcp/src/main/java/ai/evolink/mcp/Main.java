package ai.evolink.mcp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    System.exit(command.execute(own(args)));
  }

  /** The launchers for a checkout hand all arguments over, the first of which has led here. */
  private static String[] own(String[] args) {
    boolean led = args.length > 0 && args[0].equals("mcp");
    return led ? Arrays.copyOfRange(args, 1, args.length) : args;
  }
}
