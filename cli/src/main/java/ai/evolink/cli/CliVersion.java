package ai.evolink.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class CliVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }

  static String text() {
    return "evolink " + number().orElse("dev") + " (Java " + Runtime.version() + ")";
  }

  /** {@return the version in the manifest of the jar; empty without a jar} */
  static Optional<String> number() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
  }
}
