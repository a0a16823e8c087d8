package ai.evolink.emulator;

import java.math.BigDecimal;

/** Prices of the Kling and MiniMax families. */
final class KlingPrices {

  private static final BigDecimal FREE_PICTURES = BigDecimal.valueOf(5);
  private static final BigDecimal FREE_PICTURES_OF_MAX = BigDecimal.valueOf(2);

  private KlingPrices() {}

  static void addTo(PriceTable table) {
    kling(table);
    miniMax(table);
  }

  private static void kling(PriceTable table) {
    PerSecond third = PerSecond.of("5.4").least("16.2");
    PerSecond quiet = third.by("720p", "1", "1080p", "1.334", "4k", "5");
    table.put(
        sound(quiet, third.by("720p", "1.5", "1080p", "2", "4k", "5")),
        "kling-v3-text-to-video",
        "kling-v3-image-to-video");
    table.put(
        sound(quiet, third.by("720p", "1.334", "1080p", "1.667", "4k", "5")),
        "kling-o3-text-to-video",
        "kling-o3-image-to-video");
    PerSecond edit = PerSecond.of("8.1").least("24.3").by("720p", "1", "1080p", "1.334");
    table.put(edit.lasting(5), "kling-o3-reference-to-video");
    table.put(edit.measured(), "kling-o3-video-edit");
    table.put(
        PerSecond.of("7.2").by("720p", "1", "1080p", "1.25").lasting(5),
        "kling-v3-turbo-text-to-video",
        "kling-v3-turbo-image-to-video");
    table.put(
        PerSecond.of("8.1648").by("720p", "1", "1080p", "1.334").measured(),
        "kling-v3-motion-control");
    table.put(
        PerSecond.of("4.5").by("720p", "1", "1080p", "1.6").measured(),
        "kling-v2.6-motion-control");
    table.put(PerSecond.of("8").lasting(5), "kling-o1-image-to-video");
    table.put(PerSecond.of("12").least("36").measured(), "kling-o1-video-edit");
    table.put(PerSecond.of("6.8").least("40.8").measured(), "kling-o1-video-edit-fast");
    table.flat("0.001", "kling-custom-element");
  }

  private static PriceTable.Plain sound(PerSecond without, PerSecond with) {
    return asked ->
        (asked.word("sound", "off").equals("on") ? with : without)
            .of(asked, asked.number("duration", 5));
  }

  private static void miniMax(PriceTable table) {
    // The smaller quality costs 8/13 of the larger, which comes out even.
    PerSecond h3 = PerSecond.of("1").least("20.672").by("768p", "5.168", "2k", "8.398");
    table.put(
        h3.usually("768p").lasting(4), "minimax-h3-text-to-video", "minimax-h3-image-to-video");
    table.put(
        asked ->
            h3.of(asked, asked.number("duration", 4).add(asked.videoSeconds()))
                .add(pictures(asked, "2.584", FREE_PICTURES)),
        "minimax-h3-reference-to-video");
    PerSecond max = PerSecond.of("5.168").least("16.15").by("480p", "0.625", "768p", "1");
    PerSecond turbo = PerSecond.of("2.584").least("8.075").by("480p", "0.625", "768p", "1");
    table.put(max.lasting(5), "minimax-h3-max-text-to-video", "minimax-h3-max-image-to-video");
    table.put(
        turbo.lasting(5),
        "minimax-h3-max-turbo-text-to-video",
        "minimax-h3-max-turbo-image-to-video");
    // 553/1430 of 9.2378 comes out even as well.
    PerSecond input = PerSecond.of("1").by("480p", "3.57238", "768p", "9.2378");
    table.put(
        asked ->
            max.of(asked, asked.number("duration", 5))
                .add(input.of(asked, asked.videoSeconds()))
                .add(pictures(asked, "4.7804", FREE_PICTURES_OF_MAX)),
        "minimax-h3-max-reference-to-video");
  }

  /** Each picture beyond those that are free. */
  private static BigDecimal pictures(Asked asked, String credits, BigDecimal free) {
    BigDecimal paid = asked.pictures().subtract(free).max(BigDecimal.ZERO);
    return asked.credits(PriceTable.times(credits, paid));
  }
}
