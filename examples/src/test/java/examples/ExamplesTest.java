package examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program runs as its first lines say, in a JVM of its own, against the emulator. */
class ExamplesTest {
  private static final Duration PACE = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String[] PHOTOS = {"products.csv", "photos", "500"};

  private static EvolinkEmulator emulator;

  @TempDir Path folder;

  @BeforeAll
  static void startEmulator() {
    emulator = EvolinkEmulator.builder().pace(PACE).start();
  }

  @AfterAll
  static void stopEmulator() {
    emulator.close();
  }

  @BeforeEach
  void forgetEverything() {
    emulator.reset();
  }

  // ---- product photos

  @Test
  void productPhotosMakesEachPhotoOnce() throws Exception {
    products("A1, blue mug\nA2, \"red\", mug\n\nA3,green mug\n");

    assertThat(run(ProductPhotos.class, PHOTOS).output).contains("3 made, 0 missing");
    assertThat(run(ProductPhotos.class, PHOTOS).output).contains("0 made, 0 missing");

    assertThat(emulator.submissions())
        .extracting(Submission::prompt)
        .containsExactlyInAnyOrder(
            "Studio photo on white: blue mug",
            "Studio photo on white: \"red\", mug",
            "Studio photo on white: green mug");
    assertThat(filesIn("photos")).containsExactlyInAnyOrder("A1.png", "A2.png", "A3.png");
  }

  @Test
  void productPhotosLeavesBadLinesOut() throws Exception {
    products("A1,mug\nbroken\n../A2,mug outside\nA1,mug again\n");

    Ended ended = start(ProductPhotos.class, PHOTOS);

    assertThat(ended.exitCode).isOne();
    assertThat(ended.output).contains("article: broken", "article: ../A2", "1 made, 3 missing");
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(filesIn("photos")).containsExactly("A1.png");
    assertThat(folder.resolve("A2.png")).doesNotExist();
  }

  @Test
  void productPhotosTellsWhatFailedAndBuysItAgainNextTime() throws Exception {
    products("A1,mug\nA2,cup\n");
    emulator.nextOutcomes(TaskOutcome.failed("content_policy_violation"), TaskOutcome.completed());

    Ended first = start(ProductPhotos.class, PHOTOS);
    assertThat(first.exitCode).isOne();
    assertThat(first.output).contains("1 made, 1 missing", "content_policy_violation");
    assertThat(filesIn("photos")).hasSize(1);

    assertThat(run(ProductPhotos.class, PHOTOS).output).contains("1 made, 0 missing");
    assertThat(emulator.submissions()).hasSize(3);
    assertThat(filesIn("photos")).containsExactlyInAnyOrder("A1.png", "A2.png");
  }

  @Test
  void productPhotosDoesNotRepeatAnUncertainSubmit() throws Exception {
    products("A1,mug\n");
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());

    assertThat(start(ProductPhotos.class, PHOTOS).exitCode).isOne();
    assertThat(start(ProductPhotos.class, PHOTOS).output).contains("A1: perhaps bought already");

    assertThat(emulator.submissions()).hasSize(1);
    assertThat(filesIn("photos")).containsExactly("A1.unsure");
  }

  @Test
  void productPhotosFetchesWhatCouldNotBeSaved() throws Exception {
    products("A1,mug\n");
    emulator.inject(Fault.status(403).on(ApiOperation.DOWNLOAD_RESULT).once());
    assertThat(start(ProductPhotos.class, PHOTOS).exitCode).isOne();
    assertThat(filesIn("photos")).containsExactly("A1.token");

    assertThat(run(ProductPhotos.class, PHOTOS).output).contains("1 made, 0 missing");
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(filesIn("photos")).containsExactly("A1.png");
  }

  @Test
  void productPhotosStopsAtItsLimit() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines.append("A").append(i).append(",mug\n");
    }
    products(lines.toString());

    Ended ended = start(ProductPhotos.class, "products.csv", "photos", "3");

    assertThat(ended.exitCode).isOne();
    assertThat(ended.output).contains("spendLimit", "the program is stopping");
    // As many as were on their way when the first prices were told.
    assertThat(emulator.submissions()).hasSizeBetween(2, 8);
    assertThat(filesIn("photos")).hasSameSizeAs(emulator.submissions());
  }

  @Test
  void productPhotosGoesOnAfterItWasStopped() throws Exception {
    products("A1,mug\nA2,cup\nA3,jug\n");
    emulator.pace(Duration.ofHours(1));
    Running first = begin(ProductPhotos.class, PHOTOS);
    emulator.awaitSubmissions(3, PATIENCE);
    first.process.destroy(); // what Ctrl-C does
    assertThat(first.end().output).doesNotContain("done");
    assertThat(filesIn("photos")).containsExactlyInAnyOrder("A1.token", "A2.token", "A3.token");
    endAllTasks();

    assertThat(run(ProductPhotos.class, PHOTOS).output).contains("3 made, 0 missing");

    assertThat(emulator.submissions()).hasSize(3);
    assertThat(filesIn("photos")).containsExactlyInAnyOrder("A1.png", "A2.png", "A3.png");
  }

  // ---- the others

  @Test
  void editPictureUploadsThePicture() throws Exception {
    Path cat = Files.write(folder.resolve("cat.png"), png());

    run(EditPicture.class, cat.toString(), "Make it a dog", "dog.png");

    assertThat(emulator.submissions()).hasSize(1);
    assertThat(emulator.submissions().get(0).body())
        .contains(emulator.url() + "/")
        .contains("\"2K\"");
    assertThat(folder.resolve("dog.png")).isNotEmptyFile();

    Ended again = start(EditPicture.class, cat.toString(), "Make it a dog", "dog.png");
    assertThat(again.exitCode).isOne();
    assertThat(again.output).contains("dog.png is there already");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void editPictureRefusesAMissingPicture() throws Exception {
    Ended ended = start(EditPicture.class, "no-cat.png", "Make it a dog", "dog.png");

    assertThat(ended.exitCode).isOne();
    assertThat(ended.output).contains("no-cat.png");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void videoWithProgressTellsProgressAndPrice() throws Exception {
    assertThat(run(VideoWithProgress.class, "Waves at night", "waves.mp4").output)
        .contains("Bought ", "completed 100 %", "Saved waves.mp4", "credits");
    assertThat(emulator.submissions().get(0).body()).contains("\"duration\":5", "\"16:9\"");
    assertThat(folder.resolve("waves.mp4")).isNotEmptyFile();
  }

  @Test
  void videoWithProgressSaysHowToGoOnAfterItsDeadline() throws Exception {
    emulator.pace(Duration.ofHours(1));

    Ended ended = start(VideoWithProgress.class, "Waves at night", "waves.mp4", "PT1S");

    assertThat(ended.exitCode).isEqualTo(2);
    assertThat(ended.output).contains(".resume(\"");
    assertThat(folder.resolve("waves.mp4")).doesNotExist();
  }

  @Test
  void songInTwoVariantsSavesBoth() throws Exception {
    run(SongInTwoVariants.class, "A shanty about tea", "songs");

    assertThat(filesIn("songs")).hasSize(2);
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(emulator.submissions().get(0).prompt()).isEqualTo("A shanty about tea");
  }

  @Test
  void songInTwoVariantsSavesTheOtherOne() throws Exception {
    emulator.inject(Fault.expiredLink().on(ApiOperation.DOWNLOAD_RESULT).once());

    Ended ended = start(SongInTwoVariants.class, "A shanty about tea", "songs");

    assertThat(ended.exitCode).isOne();
    assertThat(ended.output).contains("Result links expire");
    assertThat(filesIn("songs")).hasSize(1);
  }

  @Test
  void resumeAfterCrashBuysOnce() throws Exception {
    emulator.pace(Duration.ofHours(1));
    Path orders = Files.createDirectory(folder.resolve("orders"));
    Running first = begin(ResumeAfterCrash.class, "A bicycle", "orders");
    awaitFile(orders, ".token");
    first.process.destroyForcibly(); // no hook runs
    first.end();
    endAllTasks();

    assertThat(run(ResumeAfterCrash.class, "A bicycle", "orders").output)
        .contains("Going on with task-unified-");

    assertThat(emulator.submissions()).hasSize(1);
    assertThat(filesIn("orders")).singleElement().asString().endsWith(".png");
  }

  @Test
  void resumeAfterCrashIsNotHeldUpByATaskThatFailed() throws Exception {
    Path orders = Files.createDirectory(folder.resolve("orders"));
    emulator.pace(Duration.ofHours(1));
    Running first = begin(ResumeAfterCrash.class, "A bicycle", "orders");
    awaitFile(orders, ".token");
    first.process.destroyForcibly();
    first.end();
    emulator.endTask(taskId(0), TaskOutcome.failed("service_error"));
    emulator.pace(PACE);

    assertThat(start(ResumeAfterCrash.class, "A bicycle", "orders").exitCode).isOne();
    assertThat(filesIn("orders")).singleElement().asString().endsWith(".failed");
    run(ResumeAfterCrash.class, "A bicycle", "orders"); // and orders anew

    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void pictureToClipHandsTheLinkOn() throws Exception {
    String output = run(PictureToClip.class, "A paper boat", "It sails away", "boat.mp4").output;

    assertThat(output).contains("Picture " + emulator.url() + "/results/" + taskId(0));
    assertThat(emulator.submissions()).hasSize(2);
    assertThat(emulator.submissions().get(1).body()).contains("/results/" + taskId(0));
    assertThat(folder.resolve("boat.mp4")).isNotEmptyFile();
  }

  @Test
  void callbackServerIsCalled() throws Exception {
    int port = freePort();
    String address = "http://127.0.0.1:" + port + "/evolink";

    run(CallbackServer.class, "" + port, address, "A lighthouse", "out");

    assertThat(emulator.submissions().get(0).body())
        .contains("\"callback_url\"")
        .contains(address + "/");
    assertThat(emulator.awaitCallbacks(1, PATIENCE).get(0).status()).hasValue(204);
    assertThat(filesIn("out")).hasSize(1);
  }

  @Test
  void compareModelsTellsPriceAndFileOfEach() throws Exception {
    String output = run(CompareModels.class, "A red bicycle", "comparison").output;

    assertThat(filesIn("comparison")).hasSize(4).contains("gpt-image-1.5.png");
    assertThat(emulator.submissions()).extracting(Submission::model).doesNotHaveDuplicates();
    assertThat(output.lines()).hasSize(4).allSatisfy(line -> assertThat(line).contains("credits"));
  }

  @Test
  void compareModelsGoesOnWithoutTheModelThatRefuses() throws Exception {
    emulator.inject(Fault.status(403).on(ApiOperation.SUBMIT_IMAGE).once());
    emulator.nextOutcomes(TaskOutcome.failed("service_error"));

    String output = run(CompareModels.class, "A red bicycle", "comparison").output;

    assertThat(filesIn("comparison")).hasSize(2);
    assertThat(output).contains("HTTP 403", "service_error");
  }

  @Test
  void designedVoiceUsesTheVoiceItBought() throws Exception {
    String output =
        run(DesignedVoice.class, "A calm old sailor", "The tide is in.", "tide.wav").output;

    String voice = output.strip().substring("The voice is ".length());
    assertThat(emulator.submissions().get(1).body()).contains("\"voice\":\"" + voice + "\"");
    assertThat(folder.resolve("tide.wav")).isNotEmptyFile();

    run(DesignedVoice.class, "A calm old sailor", "It is out.", "out.wav", voice);
    assertThat(emulator.submissions()).hasSize(3); // the voice was not bought again
  }

  @Test
  void carefulPictureSavesAPictureOrSaysWhyNot() throws Exception {
    assertThat(run(CarefulPicture.class, "A red bicycle", "out.png", "10").output)
        .contains("credits");
    assertThat(folder.resolve("out.png")).isNotEmptyFile();

    Ended failed =
        start(CarefulPicture.class, "emulator:fail:content_policy_violation", "no.png", "10");
    assertThat(failed.exitCode).isEqualTo(3);
    assertThat(failed.output).contains("content_policy_violation");
    assertThat(folder.resolve("no.png")).doesNotExist();
  }

  @Test
  void carefulPictureBuysNothingWithTooFewCredits() throws Exception {
    assertThat(start(CarefulPicture.class, "A red bicycle", "out.png", "9e9").exitCode).isOne();
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void carefulPictureSaysThatSomebodyShouldLook() throws Exception {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());
    assertThat(start(CarefulPicture.class, "A red bicycle", "out.png", "10").exitCode).isEqualTo(2);

    emulator.inject(Fault.expiredLink().on(ApiOperation.DOWNLOAD_RESULT).once());
    Ended unsaved = start(CarefulPicture.class, "A red bicycle", "out.png", "10");
    assertThat(unsaved.exitCode).as("paid, and not there").isEqualTo(2);
    assertThat(unsaved.output).contains("Save it soon: ");
    assertThat(emulator.submissions()).hasSize(2);
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

  private record Running(Process process, Path log) {
    Ended end() throws Exception {
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String output = Files.readString(log);
      Files.delete(log);
      assertThat(ended).as("still running: %s", output).isTrue();
      return new Ended(process.exitValue(), output);
    }
  }

  private Ended run(Class<?> program, String... args) throws Exception {
    Ended ended = start(program, args);
    assertThat(ended.exitCode).as(ended.output).isZero();
    return ended;
  }

  private Ended start(Class<?> program, String... args) throws Exception {
    return begin(program, args).end();
  }

  private Running begin(Class<?> program, String... args) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    program.getName()),
                Arrays.stream(args))
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
    return new Running(builder.start(), log);
  }

  private void products(String lines) throws IOException {
    Files.writeString(folder.resolve("products.csv"), lines);
  }

  private static String taskId(int submission) {
    return emulator.submissions().get(submission).taskId().orElseThrow();
  }

  private static void endAllTasks() {
    for (int i = 0; i < emulator.submissions().size(); i++) {
      emulator.endTask(taskId(i), TaskOutcome.completed());
    }
  }

  /** Waits for a file of that ending, which a program writes into {@code directory}. */
  private static void awaitFile(Path directory, String ending) throws Exception {
    try (WatchService changes = directory.getFileSystem().newWatchService()) {
      directory.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        try (Stream<Path> files = Files.list(directory)) {
          if (files.anyMatch(
              file -> file.toString().endsWith(ending) && file.toFile().length() > 0)) {
            return;
          }
        }
        assertThat(System.nanoTime()).as("no %s in %s", ending, directory).isLessThan(until);
        WatchKey key = changes.poll(200, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.reset();
        }
      }
    }
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
