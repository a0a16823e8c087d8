package ai.evolink.benchmarks.calls;

import ai.evolink.benchmarks.Baseline;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who takes part, and with which jars. */
enum Contenders {
  RAW("raw: OkHttp, hand-written Moshi adapters", "Raw"),
  RAW_PARSING("raw, each URL parsed from text", "Raw$Parsing"),
  RAW_FUTURES("raw, enqueue + CompletableFuture", "Raw$Futures"),
  RETROFIT("Retrofit, hand-written adapters", "RetrofitCalls$HandWritten"),
  RETROFIT_FUTURES("Retrofit futures, stock client", "RetrofitCalls$Futures"),
  RETROFIT_REFLECTIVE("Retrofit, reflective Moshi", "RetrofitCalls$Reflective"),
  RETROFIT_GSON("Retrofit, Gson", "RetrofitCalls$Gson"),
  EVOLINK("**this SDK**, `result()`", "Evolink"),
  EVOLINK_FUTURES("**this SDK**, futures", "Evolink$Futures"),
  EVOLINK_LISTENED("**this SDK**, futures and a `CallListener`", "Evolink$Listened"),
  BASELINE("another build of this SDK, futures", "Evolink$Futures"),
  FAL("fal-client 0.7.1", "peers.Fal", "fal"),
  GENAI("google-genai 1.70.0", "peers.Genai", "genai"),
  OPENAI("openai-java 4.101.0", "peers.Openai", "openai");

  /** The jars of each of our own stacks, as the beginnings of their names. */
  private static final List<String> RAW_JARS =
      List.of("okhttp-jvm", "okio-jvm", "kotlin-stdlib", "annotations-1", "moshi-1", "jspecify");

  private final String title;
  private final String type;

  /** The folder of its class path; null for the stacks on this one. */
  private final @Nullable String peer;

  Contenders(String title, String type) {
    this(title, type, null);
  }

  Contenders(String title, String type, @Nullable String peer) {
    this.title = title;
    this.type = "ai.evolink.benchmarks.calls." + type;
    this.peer = peer;
  }

  String type() {
    return type;
  }

  /** {@return those who take part: {@link #BASELINE} only if there is one} */
  static List<Contenders> present() {
    return Arrays.stream(values()).filter(each -> each != BASELINE || Baseline.isGiven()).toList();
  }

  /** {@return the class path of its stage} */
  String classPath() {
    if (this == BASELINE) {
      return Baseline.classPath();
    }
    if (peer == null) {
      return System.getProperty("java.class.path");
    }
    try (Stream<Path> jars = Files.list(benchmarks().resolve("peers").resolve(peer))) {
      return String.join(
          File.pathSeparator, jars.map(Path::toString).sorted().toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException("The peers were not built; see the README.", e);
    }
  }

  /** {@return the jars that a user gets with it} */
  List<Path> jars() {
    Path folder = benchmarks().resolve(peer == null ? "lib" : "peers/" + peer);
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.filter(jar -> comesWith(jar.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The peers were not built; see the README.", e);
    }
  }

  private boolean comesWith(String jar) {
    if (peer != null) {
      return !jar.startsWith("evolink-");
    }
    Stream<String> extra =
        switch (this) {
          case RAW, RAW_PARSING, RAW_FUTURES -> Stream.of();
          case RETROFIT_GSON -> Stream.of("retrofit", "converter-gson", "gson");
          case EVOLINK, EVOLINK_FUTURES, EVOLINK_LISTENED, BASELINE ->
              Stream.of("evolink-sdk", "retrofit", "converter-moshi");
          default -> Stream.of("retrofit", "converter-moshi");
        };
    return Stream.concat(RAW_JARS.stream(), extra).anyMatch(jar::startsWith);
  }

  /** Where the jar of the benchmarks lies. */
  private static Path benchmarks() {
    for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path folder = Path.of(jar).toAbsolutePath().getParent();
      if (jar.endsWith("evolink-benchmarks.jar") && folder != null) {
        return folder;
      }
    }
    throw new IllegalStateException("Run this from its jar; see the README.");
  }

  @Override
  public String toString() {
    return title;
  }
}
