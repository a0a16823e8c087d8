package ai.evolink.cli;

import ai.evolink.Kind;
import ai.evolink.cli.models.ModelSearch;
import ai.evolink.cli.models.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which models are asked for. */
final class ModelsOptions {
  private static final int OFFERED = 5;

  /** How they are sorted. */
  enum Sort {
    PRICE,
    NAME
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "TEXT",
      description = "Show only ids that contain each TEXT. One id in full shows more of it.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Show only models that make this: image, video or audio.")
  @Nullable Kind kind;

  @Option(names = "--all", description = "Show deprecated models too.")
  boolean all;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description =
          "price: the cheapest first, those with the same unit together; asks for the public price"
              + " list. Or name.")
  @Nullable Sort sort;

  @Mixin AddressOptions address = new AddressOptions();
  @Mixin CommonOptions common = new CommonOptions();

  ModelSearch search() {
    return new ModelSearch(words, kind, all);
  }

  /** What is said where nothing fits: an exit code of its own, and what may have been meant. */
  CliException nothing() {
    List<String> near = NearMiss.to(words, kind, OFFERED);
    String known =
        kind == null ? "No model" : "No " + kind.name().toLowerCase(Locale.ROOT) + " model";
    return new CliException(
        Failure.of(
            ExitCode.NOTHING_FOUND,
            known + " known here fits '" + String.join(" ", words) + "'.",
            near.isEmpty()
                ? "Ids that are not known can be asked all the same; 'models --live' asks the"
                    + " service what it has."
                : "Did you mean " + String.join(", ", near) + "?"),
        null);
  }
}
