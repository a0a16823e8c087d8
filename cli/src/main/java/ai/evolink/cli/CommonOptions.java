package ai.evolink.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class CommonOptions {
  static final String JSON = "--json";
  static final String DEBUG = "--debug";
  static final String QUIET = "--quiet";

  @Option(
      names = JSON,
      description =
          "Print one JSON document on stdout, and errors as JSON on stderr. Field names are stable.")
  boolean json;

  @Option(names = DEBUG, description = "Print stack traces and what the SDK logs.")
  boolean debug;

  @Option(
      names = {"-q", QUIET},
      description = "Print results and errors only: no bar and no remarks.")
  boolean quiet;
}
