package examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Submission;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program runs as its first lines say, in a JVM of its own, against the emulator. */
class ExamplesTest {
  private static EvolinkEmulator emulator;

  @TempDir Path folder;
  private int before;

  @BeforeAll
  static void startEmulator() {
    emulator = EvolinkEmulator.builder().pace(Duration.ofMillis(300)).start();
  }

  @AfterAll
  static void stopEmulator() {
    emulator.close();
  }

  @BeforeEach
  void countFromHere() {
    before = emulator.submissions().size();
  }

  @Test
  void productPhotosMakesEachPhotoOnce() throws Exception {
    Files.writeString(
        folder.resolve("products.csv"), "A1, blue mug\nA2, \"red\", mug\n\nbroken\nA3,green mug\n");

    assertThat(run(ProductPhotos.class, "products.csv", "photos").output)
        .contains("3 made, 0 failed");
    assertThat(run(ProductPhotos.class, "products.csv", "photos").output)
        .contains("0 made, 0 failed");

    assertThat(submissions())
        .extracting(Submission::prompt)
        .containsExactlyInAnyOrder(
            "Studio photo on white: blue mug",
            "Studio photo on white: \"red\", mug",
            "Studio photo on white: green mug");
    assertThat(filesIn("photos")).containsExactlyInAnyOrder("A1.png", "A2.png", "A3.png");
  }

  @Test
  void productPhotosTellsWhatFailed() throws Exception {
    Files.writeString(
        folder.resolve("products.csv"), "A1,mug\nA2,emulator:fail:content_policy_violation\n");

    assertThat(run(ProductPhotos.class, "products.csv", "photos").output)
        .contains("1 made, 1 failed", "content_policy_violation");
  }

  @Test
  void editPictureUploadsThePicture() throws Exception {
    Path cat = Files.write(folder.resolve("cat.png"), png());

    run(EditPicture.class, cat.toString(), "Make it a dog", "dog.png");

    assertThat(submissions()).hasSize(1);
    assertThat(submissions().get(0).body()).contains(emulator.url() + "/").contains("\"2K\"");
    assertThat(folder.resolve("dog.png")).isNotEmptyFile();
  }

  @Test
  void videoWithProgressTellsProgressAndPrice() throws Exception {
    assertThat(run(VideoWithProgress.class, "Waves at night", "waves.mp4").output)
        .contains("completed 100 %", "Saved waves.mp4", "credits");
    assertThat(folder.resolve("waves.mp4")).isNotEmptyFile();
  }

  @Test
  void songInTwoVariantsSavesBoth() throws Exception {
    run(SongInTwoVariants.class, "A shanty about tea", "songs");
    assertThat(filesIn("songs")).hasSize(2);
  }

  @Test
  void resumeAfterCrashBuysOnce() throws Exception {
    Ended crashed = start(List.of("-Dcrash=true"), ResumeAfterCrash.class, "A bicycle", "orders");
    assertThat(crashed.exitCode).isOne();
    assertThat(filesIn("orders")).singleElement().asString().endsWith(".token");

    assertThat(run(ResumeAfterCrash.class, "A bicycle", "orders").output)
        .contains("Going on with task-unified-");

    assertThat(submissions()).hasSize(1);
    assertThat(filesIn("orders")).singleElement().asString().endsWith(".png");
  }

  @Test
  void pictureToClipHandsTheLinkOn() throws Exception {
    run(PictureToClip.class, "A paper boat", "It sails away", "boat.mp4");

    assertThat(submissions()).hasSize(2);
    assertThat(submissions().get(1).body())
        .contains("/results/" + submissions().get(0).taskId().orElseThrow());
    assertThat(folder.resolve("boat.mp4")).isNotEmptyFile();
  }

  @Test
  void callbackServerIsCalled() throws Exception {
    int port = freePort();
    String address = "http://127.0.0.1:" + port + "/evolink";

    run(CallbackServer.class, "" + port, address, "A lighthouse", "out");

    assertThat(submissions().get(0).body()).contains("\"callback_url\"").contains(address + "/");
    assertThat(filesIn("out")).hasSize(1);
  }

  @Test
  void compareModelsTellsPriceAndFileOfEach() throws Exception {
    run(CompareModels.class, "A red bicycle", "comparison");
    assertThat(filesIn("comparison")).hasSize(4).contains("gpt-image-1.5.png");
  }

  @Test
  void designedVoiceUsesTheVoiceItBought() throws Exception {
    String output =
        run(DesignedVoice.class, "A calm old sailor", "The tide is in.", "tide.wav").output;

    String voice = output.strip().substring("The voice is ".length());
    assertThat(submissions().get(1).body()).contains("\"voice\":\"" + voice + "\"");
    assertThat(folder.resolve("tide.wav")).isNotEmptyFile();
  }

  @Test
  void carefulPictureSaysWhetherSomethingWasPaid() throws Exception {
    assertThat(run(CarefulPicture.class, "A red bicycle", "out.png").output).contains("credits");
    assertThat(folder.resolve("out.png")).isNotEmptyFile();

    Ended failed =
        start(List.of(), CarefulPicture.class, "emulator:fail:content_policy_violation", "no.png");
    assertThat(failed.exitCode).isOne();
    assertThat(failed.output).contains("content_policy_violation");
    assertThat(folder.resolve("no.png")).doesNotExist();
  }

  @Test
  void everyProgramIsTestedAndListed() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String test = Files.readString(Path.of("src/test/java/examples/ExamplesTest.java"));
    try (Stream<Path> programs = Files.list(Path.of("src/main/java/examples"))) {
      List<String> names =
          programs
              .map(program -> program.getFileName().toString().replace(".java", ""))
              .filter(name -> !name.equals("package-info"))
              .toList();
      assertThat(names).hasSizeGreaterThanOrEqualTo(10);
      assertThat(names)
          .allSatisfy(
              name -> {
                assertThat(readme).contains("[" + name + "]");
                assertThat(test).contains(name + ".class");
              });
    }
  }

  // ---- running

  private record Ended(int exitCode, String output) {}

  private Ended run(Class<?> program, String... args) throws Exception {
    Ended ended = start(List.of(), program, args);
    assertThat(ended.exitCode).as(ended.output).isZero();
    return ended;
  }

  private Ended start(List<String> options, Class<?> program, String... args) throws Exception {
    List<String> command =
        Stream.of(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1"),
                options.stream(),
                Stream.of("-cp", System.getProperty("java.class.path"), program.getName()),
                Arrays.stream(args))
            .flatMap(part -> part)
            .toList();
    Path log = Files.createTempFile("example", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "EVOLINK_API_KEY", "sk-test",
                "EVOLINK_BASE_URL", emulator.url().toString(),
                "CALLBACK_KEY", "MDEyMzQ1Njc4OWFiY2RlZg=="));
    Process process = builder.start();
    boolean ended = process.waitFor(90, java.util.concurrent.TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String output = Files.readString(log);
    Files.delete(log);
    assertThat(ended).as("still running: %s", output).isTrue();
    return new Ended(process.exitValue(), output);
  }

  private List<Submission> submissions() {
    List<Submission> all = emulator.submissions();
    return all.subList(before, all.size());
  }

  private List<String> filesIn(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static byte[] png() {
    return java.util.Base64.getDecoder()
        .decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
  }
}
