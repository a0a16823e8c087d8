package examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each program does what it says, and what is due when something fails. */
class ExamplesTest extends ExampleRuns {
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
    assertThat(again.exitCode()).isOne();
    assertThat(again.output()).contains("dog.png is there already");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Tag("deep")
  @Test
  void editPictureRefusesAMissingPicture() throws Exception {
    Ended ended = start(EditPicture.class, "no-cat.png", "Make it a dog", "dog.png");

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.output()).contains("no-cat.png");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void videoWithProgressTellsProgressAndPrice() throws Exception {
    assertThat(run(VideoWithProgress.class, "Waves at night", "waves.mp4").output())
        .contains("Bought ", "completed 100 %", "Saved waves.mp4", "credits");
    assertThat(emulator.submissions().get(0).body()).contains("\"duration\":5", "\"16:9\"");
    assertThat(folder.resolve("waves.mp4")).isNotEmptyFile();
  }

  @Tag("deep")
  @Test
  void videoWithProgressSaysHowToGoOnAfterItsDeadline() throws Exception {
    emulator.pace(Duration.ofHours(1));

    Ended ended = start(VideoWithProgress.class, "Waves at night", "waves.mp4", "PT1S");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output()).contains(".resume(\"");
    assertThat(folder.resolve("waves.mp4")).doesNotExist();
  }

  @Test
  void songInTwoVariantsSavesBoth() throws Exception {
    run(SongInTwoVariants.class, "A shanty about tea", "songs");

    assertThat(filesIn("songs")).hasSize(2);
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(emulator.submissions().get(0).prompt()).isEqualTo("A shanty about tea");
  }

  @Tag("deep")
  @Test
  void songInTwoVariantsSavesTheOtherOne() throws Exception {
    emulator.inject(Fault.status(410).on(ApiOperation.DOWNLOAD_RESULT).once());

    Ended ended = start(SongInTwoVariants.class, "A shanty about tea", "songs");

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.output()).contains("Result links expire");
    assertThat(filesIn("songs")).hasSize(1);
  }

  private static final String[] BICYCLE = {"A bicycle", "order-1", "bicycle.png"};

  @Test
  void resumeAfterCrashBuysOnce() throws Exception {
    emulator.pace(Duration.ofHours(1));
    Running first = begin(ResumeAfterCrash.class, BICYCLE);
    awaitText("orders.journal", "accepted", 1);
    first.process().destroyForcibly(); // no hook runs
    first.end();
    endAllTasks();

    run(ResumeAfterCrash.class, BICYCLE);
    run(ResumeAfterCrash.class, BICYCLE);

    assertThat(emulator.submissions()).hasSize(1);
    assertThat(folder.resolve("bicycle.png")).isNotEmptyFile();
  }

  @Test
  void resumeAfterCrashAsksBeforeItBuysAgain() throws Exception {
    emulator.inject(Fault.noAnswer().afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());
    Running first = begin(ResumeAfterCrash.class, BICYCLE);
    emulator.awaitSubmissions(1, PATIENCE);
    first.process().destroyForcibly();
    first.end();

    Ended second = start(ResumeAfterCrash.class, BICYCLE);

    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.output()).contains("Order \"order-1\"", "To buy it again, add: again");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void pictureToClipHandsTheLinkOn() throws Exception {
    String output = run(PictureToClip.class, "A paper boat", "It sails away", "boat.mp4").output();

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
    String output = run(CompareModels.class, "A red bicycle", "comparison").output();

    assertThat(filesIn("comparison")).hasSize(4).contains("gpt-image-1.5.png");
    assertThat(emulator.submissions()).extracting(Submission::model).doesNotHaveDuplicates();
    assertThat(output.lines()).hasSize(4).allSatisfy(line -> assertThat(line).contains("credits"));
  }

  @Tag("deep")
  @Test
  void compareModelsGoesOnWithoutTheModelThatRefuses() throws Exception {
    emulator.inject(Fault.status(403).on(ApiOperation.SUBMIT_IMAGE).once());
    emulator.nextOutcomes(TaskOutcome.failed("service_error"));

    String output = run(CompareModels.class, "A red bicycle", "comparison").output();

    assertThat(filesIn("comparison")).hasSize(2);
    assertThat(output).contains("HTTP 403", "service_error");
  }

  @Test
  void designedVoiceUsesTheVoiceItBought() throws Exception {
    String output =
        run(DesignedVoice.class, "A calm old sailor", "The tide is in.", "tide.wav").output();

    String voice = output.strip().substring("The voice is ".length());
    assertThat(emulator.submissions().get(1).body()).contains("\"voice\":\"" + voice + "\"");
    assertThat(folder.resolve("tide.wav")).isNotEmptyFile();

    run(DesignedVoice.class, "A calm old sailor", "It is out.", "out.wav", voice);
    assertThat(emulator.submissions()).hasSize(3); // the voice was not bought again
  }

  @Test
  void carefulPictureSavesAPictureOrSaysWhyNot() throws Exception {
    assertThat(run(CarefulPicture.class, "A red bicycle", "out.png", "10").output())
        .contains("credits");
    assertThat(folder.resolve("out.png")).isNotEmptyFile();

    Ended failed =
        start(CarefulPicture.class, "emulator:fail:content_policy_violation", "no.png", "10");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.output()).contains("content_policy_violation");
    assertThat(folder.resolve("no.png")).doesNotExist();
  }

  @Tag("deep")
  @Test
  void carefulPictureBuysNothingWithTooFewCredits() throws Exception {
    assertThat(start(CarefulPicture.class, "A red bicycle", "out.png", "9e9").exitCode()).isOne();
    assertThat(emulator.submissions()).isEmpty();
  }

  @Tag("deep")
  @Test
  void carefulPictureSaysThatSomebodyShouldLook() throws Exception {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());
    assertThat(start(CarefulPicture.class, "A red bicycle", "out.png", "10").exitCode())
        .isEqualTo(2);

    emulator.inject(Fault.status(410).on(ApiOperation.DOWNLOAD_RESULT).once());
    Ended unsaved = start(CarefulPicture.class, "A red bicycle", "out.png", "10");
    assertThat(unsaved.exitCode()).as("paid, and not there").isEqualTo(2);
    assertThat(unsaved.output()).contains("Save it soon: ");
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void everyProgramIsTestedAndListed() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    StringBuilder tests = new StringBuilder();
    try (Stream<Path> sources = Files.list(Path.of("src/test/java/examples"))) {
      for (Path source : sources.toList()) {
        tests.append(Files.readString(source));
      }
    }
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
                assertThat(tests).contains(name + ".class");
              });
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
