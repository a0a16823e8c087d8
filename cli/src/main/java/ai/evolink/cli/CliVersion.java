package ai.evolink.cli;

import java.util.Locale;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class CliVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      String.format(
          Locale.ROOT, "evolink %s (Java %s)", version == null ? "dev" : version, Runtime.version())
    };
  }
}
