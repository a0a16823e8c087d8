package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.ResolutionTier;
import java.nio.file.Path;
import java.util.List;

/** Changes a picture on this disk: {@code EditPicture cat.png "Make it a dog" dog.png}. */
public final class EditPicture {
  private EditPicture() {}

  public static void main(String[] args) {
    NanoBanana2Request edit =
        NanoBanana2Request.builder(args[1])
            .imageUrls(List.of(MediaSource.file(Path.of(args[0])))) // uploaded before the submit
            .quality(ResolutionTier.TWO_K)
            .build();
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      evolink.images().generate(edit).await().only().saveTo(Path.of(args[2]));
    }
  }
}
