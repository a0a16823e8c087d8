package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Submission;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A small program of a user: what most do, and one thing each that leans on names or on proxies.
 */
final class SampleProgram {
  static final String MAIN = "consumer.Main";

  private static final String MODULE =
      """
      module consumer {
        requires ai.evolink;
      }
      """;

  private static final String SOURCE =
      """
      package consumer;

      import ai.evolink.*;
      import ai.evolink.model.*;
      import java.nio.file.Path;
      import java.util.List;
      import java.util.concurrent.CompletableFuture;
      import retrofit2.http.GET;

      public final class Main {
        /** An endpoint that only this program knows. */
        public interface OwnApi {
          @GET("v1/credits")
          EvolinkFuture<CreditsResponse> balance();
        }

        public static void main(String[] args) {
          try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
            System.out.println("module " + EvolinkClient.class.getModule().getName());
            evolink.images().generate(ImageRequest.of("A cat")).result().only().saveTo(Path.of("cat.png"));
            NanoBanana2Request dog =
                NanoBanana2Request.builder("Make it a dog")
                    .imageUrls(List.of(MediaSource.file(Path.of("cat.png"))))
                    .build();
            evolink.images().generate(dog).result().only().saveTo(Path.of("dog.png"));

            TaskFuture stuck = evolink.images().generate(ImageRequest.of("x emulator:stuck"));
            CompletableFuture<Generation> derived = stuck.thenApply(made -> made);
            derived.cancel(true);
            System.out.println("cancelled " + stuck.isCancelled());

            System.out.println("balance " + (evolink.retrofit(OwnApi.class).balance().result() != null));
            try {
              evolink.tasks().get("task-unified-1-none").result();
            } catch (ApiException e) {
              System.out.println("refused " + e.statusCode());
            }
          }
        }
      }
      """;

  private SampleProgram() {}

  /** Compiles it for {@code release 17}; as a module if the jars are to be modules. */
  static void compile(Path into, List<Path> jars, boolean asModule) throws IOException {
    List<Path> files = new ArrayList<>();
    Path sources = Files.createDirectories(into.resolveSibling(into.getFileName() + "-src"));
    files.add(Files.writeString(sources.resolve("Main.java"), SOURCE));
    if (asModule) {
      files.add(Files.writeString(sources.resolve("module-info.java"), MODULE));
    }
    List<String> options =
        List.of(
            "--release",
            "17",
            asModule ? "--module-path" : "-cp",
            RuntimeJars.asPath(jars),
            "-d",
            into.toString());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                options,
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(files.toArray(Path[]::new)))
            .call();
    assertThat(compiled).as("%s", messages).isTrue();
  }

  /** Runs it with these arguments of {@code java}, and checks all that it does. */
  static String runIn(Path folder, String... arguments) throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ofMillis(20)).start()) {
      ChildJvm.Ended ended =
          ChildJvm.run(
              folder,
              Map.of("EVOLINK_API_KEY", "sk-test", "EVOLINK_BASE_URL", emulator.url().toString()),
              arguments);
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      assertThat(ended.output()).contains("cancelled true", "balance true", "refused 404");
      for (String picture : List.of("cat.png", "dog.png")) {
        assertThat(Files.readAllBytes(folder.resolve(picture)))
            .startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
      }
      Submission second = emulator.submissions().get(1);
      assertThat(second.body()).contains("\"image_urls\":[\"" + emulator.url());
      return ended.output() + second.headers().get("user-agent");
    }
  }
}
