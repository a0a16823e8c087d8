package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.ResolutionTier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Changes a picture on this disk: {@code EditPicture cat.png "Make it a dog" dog.png}.
 *
 * <p>A picture that is missing, too large or of another type is refused before anything is sent.
 * Should the program end early, {@code ./evolink task TOKEN --out dog.png} fetches what was paid.
 */
public final class EditPicture {
  private EditPicture() {}

  public static void main(String[] args) {
    Path edited = Path.of(args[2]);
    if (Files.exists(edited)) { // saveTo would replace it
      System.err.println(edited + " is there already.");
      System.exit(1);
    }
    NanoBanana2Request edit =
        NanoBanana2Request.builder(args[1])
            .imageUrls(List.of(MediaSource.file(Path.of(args[0])))) // uploaded before the submit
            .quality(ResolutionTier.TWO_K)
            .build();
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv()
            .onSubmitted(task -> System.err.println("Bought " + task.toToken()))
            .build()) {
      Generation made = evolink.images().generate(edit).result();
      System.out.println("Saved " + made.only().saveTo(edited));
    }
  }
}
