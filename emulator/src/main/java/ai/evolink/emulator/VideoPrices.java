package ai.evolink.emulator;

import static ai.evolink.emulator.PriceTable.times;

import java.math.BigDecimal;

/** Prices of videos, but for the families that have a class of their own. */
final class VideoPrices {

  private static final BigDecimal MOST_INPUT = BigDecimal.valueOf(15);

  private VideoPrices() {}

  static void addTo(PriceTable table) {
    omni(table);
    grok(table);
    happyHorse(table);
    veo(table);
    wan(table);
    wan3(
        table,
        "wan3.0-",
        PerSecond.of("2.55").least("5.1").by("480p", "1", "720p", "2", "1080p", "4"));
    wan3(
        table,
        "wan3.0-prime-",
        PerSecond.of("3.9304").least("7.8608").by("480p", "1", "720p", "2.06", "1080p", "4.12"));
    table.put(PerSecond.of("12").measured(), "omnihuman-1.5");
    table.put(PerSecond.of("0.8").least("1.6").measured(), "videoretalk");
    table.put(PerSecond.of("5.76").lasting(4), "sora-2-preview");
    Factors fps = Factors.of("source|30", "1", "60", "2", "120", "4");
    Factors quality = Factors.of("720p", "0.4375", "1080p", "1", "2k", "1.75", "4k", "4");
    PerSecond upscale = PerSecond.of("0.544");
    table.put(
        asked ->
            upscale.of(
                asked,
                Guess.SECONDS,
                quality
                    .at(asked.word("quality", "1080p"))
                    .multiply(fps.at(asked.parameter("max_fps", "source")))),
        "tencent-video-upscale");
  }

  /** By tokens: those of the text go in, and so do pictures and seconds of video. */
  private static void omni(PriceTable table) {
    table.put(
        asked -> {
          BigDecimal media = asked.pictures().add(asked.videoSeconds());
          BigDecimal input = asked.thousandTextTokens().add(media.multiply(Guess.THOUSAND_TOKENS));
          BigDecimal seconds = asked.number("duration", Guess.SECONDS.intValue());
          return asked
              .credits(times("0.0867", input))
              .add(asked.credits(times("1.0115", seconds.multiply(Guess.THOUSAND_TOKENS))));
        },
        "gemini-omni-flash-text-to-video",
        "gemini-omni-flash-image-to-video",
        "gemini-omni-flash-reference-to-video",
        "gemini-omni-flash-video-edit",
        "gemini-omni-1.1-flash-text-to-video",
        "gemini-omni-1.1-flash-image-to-video",
        "gemini-omni-1.1-flash-reference-to-video",
        "gemini-omni-1.1-flash-video-edit",
        "gemini-omni-1.1-flash-video-extend");
  }

  private static void grok(PriceTable table) {
    table.put(
        PerSecond.of("1.36")
            .least("8.16")
            .by("480p", "1", "720p", "1.4")
            .usually("480p")
            .lasting(6),
        "grok-imagine-text-to-video",
        "grok-imagine-image-to-video");
    PerSecond first = PerSecond.of("2.38").by("480p", "1", "720p", "1.4").usually("480p");
    table.put(first.lasting(6), "grok-imagine-video-1.0-t2v");
    table.put(withPictures(first, "0.0952"), "grok-imagine-video-1.0-i2v");
    PerSecond preview =
        PerSecond.of("3.808").by("480p", "1", "720p", "1.75", "1080p", "3.125").usually("480p");
    table.put(withPictures(preview, "0.476"), "grok-imagine-video-1.5-preview");
  }

  private static PriceTable.Plain withPictures(PerSecond price, String picture) {
    return asked ->
        price
            .of(asked, asked.number("duration", 6))
            .add(asked.credits(times(picture, asked.pictures())));
  }

  private static void happyHorse(PriceTable table) {
    PerSecond first = PerSecond.of("7.616").least("22.848").by("720p", "1", "1080p", "1.72");
    table.put(
        first.lasting(5),
        "happyhorse-1.0-text-to-video",
        "happyhorse-1.0-image-to-video",
        "happyhorse-1.0-reference-to-video");
    table.put(
        first.by("720p", "1", "1080p", "1.29").lasting(5),
        "happyhorse-1.1-text-to-video",
        "happyhorse-1.1-image-to-video",
        "happyhorse-1.1-reference-to-video");
    PerSecond edit = first.least("45.696");
    table.put(
        asked -> edit.of(asked, asked.videoSeconds().add(Guess.SECONDS)),
        "happyhorse-1.0-video-edit");
  }

  private static void veo(PriceTable table) {
    PerSecond preview = PerSecond.of("12.672");
    table.put(
        veo(preview.by("720p|1080p", "1", "4k", "2"), preview.by("720p|1080p", "2", "4k", "3")),
        "veo-3.1-generate-preview");
    PerSecond fast = PerSecond.of("6.336");
    table.put(
        veo(fast.by("720p|1080p", "1", "4k", "3"), fast.by("720p|1080p", "1.5", "4k", "3.51")),
        "veo-3.1-fast-generate-preview");
    table.flat("25.7", "veo3-fast");
    table.flat("21.6", "veo3.1-fast");
    table.flat("12.1", "veo3.1-fast-extend");
    table.flat("162", "veo3.1-pro");
  }

  private static PriceTable.Plain veo(PerSecond silent, PerSecond withAudio) {
    return asked ->
        (asked.flag("generate_audio", true) ? withAudio : silent)
            .of(asked, asked.number("duration", 4).multiply(asked.count()));
  }

  private static void wan(PriceTable table) {
    table.put(
        PerSecond.of("5.1").by("480p", "0.5", "720p", "1", "1080p", "1.67").lasting(5),
        "wan2.5-text-to-video",
        "wan2.5-image-to-video");
    PerSecond sixth = PerSecond.of("4.76").least("6").by("720p", "1", "1080p", "1.67");
    table.put(sixth.lasting(5), "wan2.6-text-to-video", "wan2.6-image-to-video");
    table.put(
        asked -> sixth.of(asked, asked.number("duration", 5).add(asked.videoSeconds())),
        "wan2.6-reference-video");
    PerSecond silent = PerSecond.of("1.19");
    PerSecond aloud = PerSecond.of("2.38");
    table.put(
        asked ->
            (asked.flag("generate_audio", true) ? aloud : silent)
                .of(asked, asked.number("duration", 5).add(asked.videoSeconds())),
        "wan2.6-image-to-video-flash",
        "wan2.6-reference-video-flash");
    PerSecond seventh = PerSecond.of("5.44").least("10.88").by("720p", "1", "1080p", "1.67");
    table.put(seventh.lasting(5), "wan2.7-text-to-video", "wan2.7-image-to-video");
    table.put(
        asked ->
            seventh.of(
                asked,
                asked.number("duration", 5).add(asked.videoSeconds().min(BigDecimal.valueOf(5)))),
        "wan2.7-reference-video");
    table.put(
        asked -> seventh.of(asked, Guess.SECONDS.add(asked.videoSeconds().min(BigDecimal.TEN))),
        "wan2.7-video-edit");
  }

  private static void wan3(PriceTable table, String id, PerSecond price) {
    table.settled(
        asked -> {
          BigDecimal input = asked.videoSeconds().min(MOST_INPUT);
          BigDecimal seconds = asked.number("duration", 5);
          boolean automatic = seconds.signum() < 0;
          return new Charge(
              price.of(asked, input.add(automatic ? Guess.LONGEST : seconds)),
              price.of(asked, input.add(automatic ? Guess.SECONDS : seconds)));
        },
        id + "text-to-video",
        id + "image-to-video",
        id + "reference-video");
  }
}
