package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.model.Qwen3TtsVdRequest;
import ai.evolink.model.QwenVoiceDesignRequest;
import java.nio.file.Path;

/**
 * Invents a voice and lets it read: {@code DesignedVoice "A calm old sailor" "The tide is coming
 * in." tide.wav}. With the name of a voice from an earlier run as a fourth argument, none is
 * bought.
 */
public final class DesignedVoice {
  private DesignedVoice() {}

  public static void main(String[] args) {
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      String voice = args.length > 3 ? args[3] : design(evolink, args[0], args[1]);
      System.out.println("The voice is " + voice); // keep it: it is bought once, and used again
      evolink
          .audios()
          .generate(Qwen3TtsVdRequest.builder(args[1], voice).build())
          .result()
          .only()
          .saveTo(Path.of(args[2]));
    }
  }

  private static String design(EvolinkClient evolink, String voice, String sample) {
    Generation made =
        evolink
            .audios()
            .generate(QwenVoiceDesignRequest.builder(voice, sample, "sailor").build())
            .result();
    return made.voice()
        .orElseThrow(() -> new IllegalStateException("No voice in " + made.rawJson()));
  }
}
