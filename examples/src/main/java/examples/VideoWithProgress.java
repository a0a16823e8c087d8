package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.TaskTimeoutException;
import ai.evolink.WaitOptions;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.Seedance2TextToVideoRequest;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes a video, and tells how far it is: {@code VideoWithProgress "Waves at night" waves.mp4}.
 *
 * <p>Waits 20 minutes at most, or as long as a third argument says, {@code PT5M} say. A video that
 * takes longer, or one that was left by Ctrl-C, is fetched later by {@code ./evolink task TOKEN
 * --out waves.mp4}.
 */
public final class VideoWithProgress {
  private VideoWithProgress() {}

  public static void main(String[] args) {
    Duration patience = args.length > 2 ? Duration.parse(args[2]) : Duration.ofMinutes(20);
    WaitOptions options =
        WaitOptions.builder()
            .deadline(patience) // counts from the accepted submit
            .onProgress(
                task -> System.out.println(task.status() + " " + task.progress().orElse(0) + " %"))
            .build();
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv()
            .onSubmitted(task -> System.out.println("Bought " + task.toToken()))
            .build()) {
      Generation video =
          evolink
              .videos()
              .generate(
                  Seedance2TextToVideoRequest.builder(args[0])
                      .aspectRatio(AspectRatio.LANDSCAPE_16_9)
                      .duration(5)
                      .build(),
                  options)
              .result();
      System.out.println("Saved " + video.only().saveTo(Path.of(args[1])));
      video.creditsUsed().ifPresent(credits -> System.out.println(credits + " credits"));
    } catch (TaskTimeoutException e) {
      System.err.println(e.getMessage()); // ends with the line that goes on waiting
      System.exit(2);
    }
  }
}
