package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.TaskTimeoutException;
import ai.evolink.WaitOptions;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.Seedance2TextToVideoRequest;
import java.nio.file.Path;
import java.time.Duration;

/** Makes a video, and tells how far it is: {@code VideoWithProgress "Waves at night" waves.mp4}. */
public final class VideoWithProgress {
  private VideoWithProgress() {}

  public static void main(String[] args) {
    WaitOptions patience =
        WaitOptions.builder()
            .deadline(Duration.ofMinutes(20))
            .onProgress(
                task -> System.out.println(task.status() + " " + task.progress().orElse(0) + " %"))
            .build();
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      Generation video =
          evolink
              .videos()
              .generate(
                  Seedance2TextToVideoRequest.builder(args[0])
                      .aspectRatio(AspectRatio.LANDSCAPE_16_9)
                      .duration(5)
                      .build(),
                  patience)
              .await();
      System.out.println("Saved " + video.only().saveTo(Path.of(args[1])));
      video.creditsUsed().ifPresent(credits -> System.out.println(credits + " credits"));
    } catch (TaskTimeoutException e) {
      System.err.println(e.getMessage()); // ends with the line that goes on waiting
    }
  }
}
