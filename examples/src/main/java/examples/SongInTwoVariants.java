package examples;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.Song;
import ai.evolink.model.AudioModel;
import ai.evolink.model.SunoRequest;
import java.nio.file.Path;

/**
 * Suno writes every song twice, at one price: {@code SongInTwoVariants "A shanty about tea" songs}.
 *
 * <p>Files that are in the folder already are left alone. A variant that cannot be saved does not
 * cost the other one: {@code ./evolink task TOKEN --out songs/} fetches again, for nothing.
 */
public final class SongInTwoVariants {
  private SongInTwoVariants() {}

  public static void main(String[] args) {
    int missing = 0;
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv()
            .onSubmitted(task -> System.err.println("Bought " + task.toToken()))
            .build()) {
      Generation made =
          evolink
              .audios()
              .generate(
                  SunoRequest.builder(AudioModel.SUNO_V5_5)
                      .customMode(false)
                      .instrumental(false)
                      .prompt(args[0])
                      .build())
              .result();
      for (Song song : made.songs()) {
        System.out.println(song.title().orElse("untitled") + ", " + song.tags().orElse("no tags"));
      }
      for (Artifact variant : made.artifacts()) {
        try {
          System.out.println(variant.saveInto(Path.of(args[1])));
        } catch (EvolinkException e) {
          System.err.println(e.getMessage());
          missing++;
        }
      }
    }
    System.exit(missing);
  }
}
