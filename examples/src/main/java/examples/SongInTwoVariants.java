package examples;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.Song;
import ai.evolink.model.AudioModel;
import ai.evolink.model.SunoRequest;
import java.nio.file.Path;

/** Suno writes every song twice: {@code SongInTwoVariants "A shanty about tea" songs}. */
public final class SongInTwoVariants {
  private SongInTwoVariants() {}

  public static void main(String[] args) {
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      Generation made =
          evolink
              .audios()
              .generate(
                  SunoRequest.builder(AudioModel.SUNO_V5_5)
                      .customMode(false)
                      .instrumental(false)
                      .prompt(args[0])
                      .build())
              .await();
      for (Song song : made.songs()) {
        System.out.println(song.title().orElse("untitled") + ", " + song.tags().orElse("no tags"));
      }
      for (Artifact variant : made.artifacts()) {
        System.out.println(variant.saveInto(Path.of(args[1])));
      }
    }
  }
}
