package ai.evolink.emulator;

import static ai.evolink.emulator.PriceTable.times;

/** Prices of audio. */
final class AudioPrices {

  private AudioPrices() {}

  static void addTo(PriceTable table) {
    table.flat(
        "8",
        "suno-v4",
        "suno-v4.5",
        "suno-v4.5plus",
        "suno-v4.5all",
        "suno-v5",
        "suno-v5.5",
        "suno-v6",
        "suno-v6-mini",
        "suno-v6-wild");
    table.flat("0.001", "suno-persona");
    table.put(asked -> asked.credits(times("0.204", Guess.SECONDS)), "doubao-seed-audio-1-0");
    table.flat("2", "qwen-voice-design");
  }
}
