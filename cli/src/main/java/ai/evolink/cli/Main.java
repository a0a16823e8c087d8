package ai.evolink.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.LogManager;
import picocli.CommandLine.Help.Ansi;

/** The {@code evolink} command. */
public final class Main {
  /** Set by the launcher: how the user called it, so that printed commands can be copied. */
  private static final String NAME_PROPERTY = "evolink.command";

  private Main() {}

  /** Runs the command of {@code args} and ends the JVM with its exit code. */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(CliVersion.text()); // without a parser, whose start takes most of the time
      return;
    }
    if (!Arrays.asList(args).contains(CommonOptions.DEBUG)) {
      LogManager.getLogManager().reset(); // libraries shall not write into the bar
    }
    Map<String, String> env = new HashMap<>(System.getenv());
    env.putIfAbsent("HOME", System.getProperty("user.home", ""));
    PrintStream out = stream(FileDescriptor.out, "stdout.encoding");
    PrintStream err = stream(FileDescriptor.err, "stderr.encoding");
    Interrupts interrupts = new Interrupts();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupts::fire, "evolink-interrupt"));
    Supplier<Screen> screen = new Screen.Detected(env, charset("stderr.encoding"));
    Cli cli =
        new Cli(
            System.getProperty(NAME_PROPERTY, "evolink"),
            new Console(out, err, screen),
            env,
            System.in,
            interrupts);
    int code = new Commands(cli, Ansi.AUTO).run(args, out, err);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /**
   * Runs the command of {@code args} within this JVM, as if it had no terminal.
   *
   * @param env the environment variables that it sees
   * @param in read if the prompt is {@code -}
   * @return the exit code
   */
  public static int run(
      String[] args, PrintStream out, PrintStream err, Map<String, String> env, InputStream in) {
    Console console = new Console(out, err, () -> Screen.NONE);
    Cli cli = new Cli("evolink", console, env, in, new Interrupts());
    return new Commands(cli, Ansi.OFF).run(args, out, err);
  }

  private static PrintStream stream(FileDescriptor descriptor, String encodingProperty) {
    return new PrintStream(new FileOutputStream(descriptor), true, charset(encodingProperty));
  }

  /** The encoding of the terminal, which JDK 17 calls by another name, or else of the locale. */
  private static Charset charset(String encodingProperty) {
    for (String name : List.of(encodingProperty, "sun." + encodingProperty, "native.encoding")) {
      String encoding = System.getProperty(name);
      if (encoding != null && Charset.isSupported(encoding)) {
        return Charset.forName(encoding);
      }
    }
    return Charset.defaultCharset();
  }
}
