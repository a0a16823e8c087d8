package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.MediaSource;
import ai.evolink.model.Seedance2ImageToVideoRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws a picture and sets it in motion: {@code PictureToClip "A paper boat" "It sails away"
 * boat.mp4}. The picture never touches this disk: the second task reads the link of the first.
 */
public final class PictureToClip {
  private PictureToClip() {}

  public static void main(String[] args) {
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      evolink
          .images()
          .generate(ImageRequest.builder(args[0]).size(AspectRatio.LANDSCAPE_16_9).build())
          .thenCompose(
              picture ->
                  evolink
                      .videos()
                      .generate(
                          Seedance2ImageToVideoRequest.builder(
                                  args[1], List.of(MediaSource.url(picture.only().uri())))
                              .build()))
          .thenAccept(clip -> clip.only().saveTo(Path.of(args[2])))
          .join();
    }
  }
}
