package ai.evolink.emulator;

import static ai.evolink.emulator.PriceTable.number;

import java.math.BigDecimal;

/** Prices of the Seedance family, which counts input video in. */
final class SeedancePrices {

  private static final String[] FULL = {"480p", "0.465", "720p", "1", "1080p", "2.5", "4k", "5.1"};
  private static final String[] FULL_WITH_VIDEO = {
    "480p", "0.284", "720p", "0.609", "1080p", "1.52", "4k", "3.15"
  };

  private SeedancePrices() {}

  static void addTo(PriceTable table) {
    table.put(
        PerSecond.of("0.9")
            .by("480p", "0.45", "720p", "1", "1080p", "2.2")
            .usually("1080p")
            .lasting(5),
        "doubao-seedance-1.0-pro-fast");
    PerSecond silent =
        PerSecond.of("1.7784").least("3.4445").by("480p", "0.46", "720p", "1", "1080p", "2.23");
    PerSecond aloud =
        PerSecond.of("3.5568").least("3.4445").by("480p", "0.46", "720p", "1", "1080p", "2.23");
    table.put(
        asked ->
            (asked.flag("generate_audio", true) ? aloud : silent)
                .of(asked, asked.number("duration", 5)),
        "seedance-1.5-pro");
    second(table, "", PerSecond.of("13.5").least("25.002"), FULL, FULL_WITH_VIDEO);
    second(
        table,
        "fast-",
        PerSecond.of("8.2013").least("15.1893"),
        new String[] {"480p", "0.465", "720p", "1"},
        new String[] {"480p", "0.277", "720p", "0.595"});
    second(
        table,
        "mini-",
        PerSecond.of("2.7").least("5.0004"),
        new String[] {"480p", "0.465", "720p", "1"},
        new String[] {"480p", "0.284", "720p", "0.609"});
    PerSecond half = PerSecond.of("20.09").least("37.3674");
    table.settled(
        asked -> settled(asked, half),
        "seedance-2.5-text-to-video",
        "seedance-2.5-image-to-video",
        "seedance-2.5-reference-to-video",
        "seedance-2.5-video-edit",
        "seedance-2.5-video-extend");
    table.put(PerSecond.of("50.225").least("200.9").measured(), "seedance-2.5-draft-to-video");
  }

  private static void second(
      PriceTable table, String tier, PerSecond price, String[] plain, String[] withVideo) {
    String id = "seedance-2.0-" + tier;
    table.put(
        asked ->
            cost(asked, asked.number("duration", 5), price.by(plain), price.by(withVideo))
                .add(search(asked)),
        id + "text-to-video",
        id + "image-to-video",
        id + "reference-to-video");
  }

  /** Where the length is left to the model, the longest is reserved. */
  private static Charge settled(Asked asked, PerSecond price) {
    String quality = asked.flag("draft", false) ? "480p" : asked.word("quality", "720p");
    BigDecimal seconds = asked.number("duration", 5);
    boolean automatic = seconds.signum() < 0;
    return new Charge(
        settled(asked, price, quality, automatic ? Guess.LONGEST : seconds),
        settled(asked, price, quality, automatic ? Guess.SECONDS : seconds));
  }

  private static BigDecimal settled(
      Asked asked, PerSecond price, String quality, BigDecimal seconds) {
    boolean video = asked.videoSeconds().signum() > 0;
    BigDecimal factor = Factors.of(video ? FULL_WITH_VIDEO : FULL).at(quality);
    return price.of(asked, video ? both(asked, seconds) : seconds, factor).add(search(asked));
  }

  private static BigDecimal cost(
      Asked asked, BigDecimal seconds, PerSecond plain, PerSecond withVideo) {
    return asked.videoSeconds().signum() == 0
        ? plain.of(asked, seconds)
        : withVideo.of(asked, both(asked, seconds));
  }

  private static BigDecimal both(Asked asked, BigDecimal seconds) {
    return Asked.tenths(seconds.add(seconds.max(asked.videoSeconds())));
  }

  private static BigDecimal search(Asked asked) {
    return asked.searches() ? asked.credits(number("0.04")) : BigDecimal.ZERO;
  }
}
