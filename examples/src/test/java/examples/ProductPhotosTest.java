package examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a shop would ask of the longest example: nothing is bought twice, whatever happens. */
class ProductPhotosTest extends ExampleRuns {
  private static final String[] PHOTOS = {"products.csv", "photos", "500"};

  @Test
  void productPhotosMakesEachPhotoOnce() throws Exception {
    products("A1, blue mug\nA2, \"red\", mug\n\nA3,green mug\n");

    assertThat(run(ProductPhotos.class, PHOTOS).output()).contains("3 done;");
    assertThat(run(ProductPhotos.class, PHOTOS).output()).contains("3 done;");

    assertThat(emulator.submissions())
        .extracting(Submission::prompt)
        .containsExactlyInAnyOrder(
            "Studio photo on white: blue mug",
            "Studio photo on white: \"red\", mug",
            "Studio photo on white: green mug");
    assertThat(photos()).containsExactlyInAnyOrder("A1.png", "A2.png", "A3.png");
  }

  @Tag("deep")
  @Test
  void productPhotosEndsAtALineThatIsNoArticle() throws Exception {
    products("A1,mug\nA1,mug again\n../A2,mug outside\nA3,mug\n");

    Ended ended = start(ProductPhotos.class, PHOTOS);

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.output())
        .contains("Not an article: ../A2,mug outside", "A1: done", "belongs to another request");
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(photos()).containsExactly("A1.png");
    assertThat(folder.resolve("A2.png")).doesNotExist();
  }

  @Tag("deep")
  @Test
  void productPhotosTellsWhatFailedAndBuysItAgainIfItIsTold() throws Exception {
    products("A1,mug\nA2,cup\n");
    emulator.nextOutcomes(TaskOutcome.failed("content_policy_violation"), TaskOutcome.completed());

    Ended first = start(ProductPhotos.class, PHOTOS);
    assertThat(first.exitCode()).isOne();
    assertThat(first.output()).contains("1 done, 1 failed;", "content_policy_violation");
    assertThat(photos()).hasSize(1);
    String missing = photos().contains("A1.png") ? "A2" : "A1";
    assertThat(start(ProductPhotos.class, PHOTOS).output())
        .contains("1 done, 1 failed;", missing + ": failed, Task", "content_policy_violation");
    assertThat(emulator.submissions()).hasSize(2);

    assertThat(run(ProductPhotos.class, "products.csv", "photos", "500", missing).output())
        .contains("2 done;");
    assertThat(emulator.submissions()).hasSize(3);
    assertThat(photos()).containsExactlyInAnyOrder("A1.png", "A2.png");
  }

  @Test
  void productPhotosDoesNotRepeatAnUncertainSubmitUnlessItIsTold() throws Exception {
    products("A1,mug\n");
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());

    assertThat(start(ProductPhotos.class, PHOTOS).exitCode()).isOne();
    assertThat(start(ProductPhotos.class, PHOTOS).output())
        .contains("A1: uncertain, Order \"A1\": Sent POST", "may have been created and charged");
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(photos()).isEmpty();

    assertThat(run(ProductPhotos.class, "products.csv", "photos", "500", "A1").output())
        .contains("1 done;");
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Tag("deep")
  @Test
  void productPhotosFetchesWhatCouldNotBeSaved() throws Exception {
    products("A1,mug\n");
    emulator.inject(Fault.status(410).on(ApiOperation.DOWNLOAD_RESULT).once());
    assertThat(start(ProductPhotos.class, PHOTOS).exitCode()).isOne();
    assertThat(photos()).isEmpty();

    assertThat(run(ProductPhotos.class, PHOTOS).output()).contains("1 done;");
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(photos()).containsExactly("A1.png");
  }

  @Tag("deep")
  @Test
  void productPhotosStopsAtItsLimit() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines.append("A").append(i).append(",mug\n");
    }
    products(lines.toString());

    Ended ended = start(ProductPhotos.class, "products.csv", "photos", "5");

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.output()).contains("3 done, 27 not submitted;", "the limit is 5 credits");
    assertThat(emulator.submissions()).as("1.6 credits each").hasSize(3);
    assertThat(photos()).hasSameSizeAs(emulator.submissions());
  }

  @Test
  void productPhotosGoesOnAfterItWasKilled() throws Exception {
    products("A1,mug\nA2,cup\nA3,jug\n");
    emulator.pace(Duration.ofHours(1));
    Running first = begin(ProductPhotos.class, PHOTOS);
    emulator.awaitSubmissions(3, PATIENCE);
    awaitText("photos/photos.journal", "accepted", 3);
    first.process().destroyForcibly(); // no hook runs
    assertThat(first.end().output()).doesNotContain(": done");
    endAllTasks();

    assertThat(run(ProductPhotos.class, PHOTOS).output()).contains("3 done;");

    assertThat(emulator.submissions()).hasSize(3);
    assertThat(photos()).containsExactlyInAnyOrder("A1.png", "A2.png", "A3.png");
  }

  @Tag("deep")
  @Test
  void productPhotosThatWasKilledDuringItsSubmitsBuysNothingTwice() throws Exception {
    products("A1,mug\nA2,cup\nA3,jug\n");
    emulator.inject(Fault.noAnswer().afterProcessing().on(ApiOperation.SUBMIT_IMAGE).times(3));
    Running first = begin(ProductPhotos.class, PHOTOS);
    emulator.awaitSubmissions(3, PATIENCE);
    first.process().destroyForcibly();
    first.end();

    assertThat(start(ProductPhotos.class, PHOTOS).output()).contains("3 uncertain;");

    assertThat(emulator.submissions()).hasSize(3);
  }

  private List<String> photos() throws IOException {
    return filesIn("photos").stream().filter(name -> name.endsWith(".png")).toList();
  }

  private void products(String lines) throws IOException {
    Files.writeString(folder.resolve("products.csv"), lines);
  }
}
