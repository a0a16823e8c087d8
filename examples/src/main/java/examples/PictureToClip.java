package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.MediaSource;
import ai.evolink.model.Seedance2ImageToVideoRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws a picture and sets it in motion: {@code PictureToClip "A paper boat" "It sails away"
 * boat.mp4}. The picture never touches this disk: the second task reads the link of the first,
 * which lives for a day. Should only the clip fail, the link that was printed can be used again.
 */
public final class PictureToClip {
  private PictureToClip() {}

  public static void main(String[] args) {
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv()
            .onSubmitted(task -> System.err.println("Bought " + task.toToken()))
            .build()) {
      evolink
          .images()
          .generate(ImageRequest.builder(args[0]).size(AspectRatio.LANDSCAPE_16_9).build())
          .thenCompose(
              made -> {
                URI picture = made.only().uri();
                System.out.println("Picture " + picture);
                return evolink
                    .videos()
                    .generate(
                        Seedance2ImageToVideoRequest.builder(
                                args[1], List.of(MediaSource.url(picture)))
                            .build());
              })
          .thenAccept(clip -> System.out.println("Saved " + clip.only().saveTo(Path.of(args[2]))))
          .result(); // of the whole chain; cancelling it would end the wait it has come to
    }
  }
}
