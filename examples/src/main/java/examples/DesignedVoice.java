package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.model.Qwen3TtsVdRequest;
import ai.evolink.model.QwenVoiceDesignRequest;
import java.nio.file.Path;

/**
 * Invents a voice and lets it read: {@code DesignedVoice "A calm old sailor" "The tide is coming
 * in." tide.wav}.
 */
public final class DesignedVoice {
  private DesignedVoice() {}

  public static void main(String[] args) {
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      String voice =
          evolink
              .audios()
              .generate(QwenVoiceDesignRequest.builder(args[0], args[1], "sailor").build())
              .await()
              .voice()
              .orElseThrow(); // keep it: a voice is bought once and used for ever
      System.out.println("The voice is " + voice);
      evolink
          .audios()
          .generate(Qwen3TtsVdRequest.builder(args[1], voice).build())
          .await()
          .only()
          .saveTo(Path.of(args[2]));
    }
  }
}
