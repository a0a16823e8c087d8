package ai.evolink.mcp;

import ai.evolink.EvolinkClient;
import ai.evolink.UnknownPrice;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the person who installs the server can say, and what it does then. */
@Command(
    name = "evolink-mcp",
    mixinStandardHelpOptions = true,
    versionProvider = ServeCommand.Version.class,
    sortOptions = false,
    header = "Let an assistant make images, videos and audio with Evolink.",
    description = {
      "Speaks the Model Context Protocol on standard input and output: an assistant starts it. The"
          + " key is read from EVOLINK_API_KEY, the address of the service from EVOLINK_BASE_URL.",
      ""
    })
final class ServeCommand implements Callable<Integer> {
  /** More threads for calls than their library would take: most of them only wait. */
  private static final String CALLS_AT_ONCE = "reactor.schedulers.defaultBoundedElasticSize";

  private final Map<String, String> environment;
  private final InputStream in;
  private final OutputStream out;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "The only folder that files are read from and saved in. Default: evolink in your home"
              + " folder.")
  @Nullable Path folder;

  @Option(
      names = "--daily-credits",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Buy for at most N credits a day, counted over all servers and restarts. Default: 50, which"
              + " are about 0.75 USD.")
  BigDecimal dailyCredits = BigDecimal.ZERO;

  @Option(
      names = "--allow-unknown-prices",
      description =
          "Buy from models without a public price too, which may pass the limit by one purchase.")
  boolean unknownPrices;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description =
          "Where purchases are written down, so that nothing is bought twice. Default: in"
              + " EVOLINK_HOME, or else the folder of this system for data of programs.")
  @Nullable Path journal;

  @Option(
      names = "--allow-plain-http",
      description = "Let the key travel in the clear to an address that is not on this machine.")
  boolean plainHttp;

  @Option(
      names = "--allow-private-downloads",
      description = "Save results from links into private networks too.")
  boolean privateDownloads;

  @Option(names = "--verbose", description = "Log more to standard error.")
  boolean verbose;

  ServeCommand(Map<String, String> environment, InputStream in, OutputStream out) {
    this.environment = environment;
    this.in = in;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = settings();
    if (System.getProperty(CALLS_AT_ONCE) == null) {
      System.setProperty(CALLS_AT_ONCE, "100");
    }
    Logger root = Logger.getLogger("");
    root.setLevel(verbose ? Level.INFO : Level.WARNING);
    if (root.getHandlers().length == 0) { // the command line takes them away
      root.addHandler(new ConsoleHandler());
    }
    try (Account account = new Account(settings, Clock.system(ZoneId.systemDefault()))) {
      new StdioServer(in, new BufferedOutputStream(out))
          .serve(Tools.of(account, settings), version());
    }
    return CommandLine.ExitCode.OK;
  }

  private Settings settings() {
    if (dailyCredits.signum() < 0) {
      throw wrong("--daily-credits must not be negative, but is " + dailyCredits.toPlainString());
    }
    DataFolder data = new DataFolder(environment);
    URI url = baseUrl();
    return new Settings(
        variable(EvolinkClient.API_KEY_VARIABLE),
        url,
        folder == null ? data.home().resolve("evolink") : folder,
        journal == null ? data.path().resolve("mcp-" + host(url) + ".journal") : journal,
        dailyCredits,
        unknownPrices ? UnknownPrice.ASSUME_HIGHEST : UnknownPrice.REFUSE,
        plainHttp,
        privateDownloads);
  }

  private @Nullable URI baseUrl() {
    String text = variable(EvolinkClient.BASE_URL_VARIABLE);
    if (text == null) {
      return null;
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw wrong(EvolinkClient.BASE_URL_VARIABLE + " must be an address, but is " + text);
    }
  }

  /** A journal belongs to one service: each has its own. */
  private static String host(@Nullable URI url) {
    if (url == null || url.getHost() == null) {
      return "evolink";
    }
    return url.getHost().replaceAll("[^A-Za-z0-9.-]", "_")
        + (url.getPort() < 0 ? "" : "-" + url.getPort());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** What {@code --version} prints. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"evolink-mcp " + version() + " (Java " + Runtime.version() + ")"};
    }
  }
}
