package ai.evolink.emulator;

import static ai.evolink.emulator.PriceTable.number;
import static ai.evolink.emulator.PriceTable.times;

import java.math.BigDecimal;

/** Prices of images. */
final class ImagePrices {

  private static final Factors SPEED = Factors.of("fast", "1", "turbo", "2");

  private ImagePrices() {}

  static void addTo(PriceTable table) {
    // Not in the list that was read: the sample of its documentation.
    table.flat("1.6", "gemini-2.5-flash-image");
    seedream(table);
    nanoBanana(table);
    tokens(table);
    midjourney(table);
    others(table);
  }

  private static void seedream(PriceTable table) {
    table.each("1.53", "doubao-seedream-4.0");
    table.each("2.04", "doubao-seedream-4.5");
    table.put(
        asked ->
            asked
                .credits(times("1.904", asked.count()))
                .add(asked.searches() ? asked.credits(number("0.04")) : BigDecimal.ZERO),
        "doubao-seedream-5.0-lite");
    table.flat("1.1016", "doubao-seedream-5.0-flash");
    table.settled(
        asked ->
            new Charge(
                asked.credits(times("1.1016", Guess.MOST_LAYERS)),
                asked.credits(times("1.1016", Guess.LAYERS))),
        "doubao-seedream-5.0-flash-layerize");
    table.put(
        asked ->
            asked
                .credits(number(asked.word("quality", "1K").equals("2K") ? "4.59" : "2.295"))
                .add(asked.credits(times("0.153", asked.pictures()))),
        "doubao-seedream-5.0-pro");
    Factors layers = Factors.of("1K|1.5K", "1.224", "2K|auto", "2.448");
    table.settled(
        asked -> {
          BigDecimal layer = layers.at(asked.word("quality", "auto"));
          BigDecimal input = asked.credits(times("0.1632", asked.pictures()));
          return new Charge(
              asked.credits(layer.multiply(Guess.MOST_LAYERS)).add(input),
              asked.credits(layer.multiply(Guess.LAYERS)).add(input));
        },
        "doubao-seedream-5.0-pro-layerize");
  }

  private static void nanoBanana(PriceTable table) {
    // Picture by quality, a picture that goes in, a search, a thousand tokens of text that go in.
    Factors pro = Factors.of("standard|1K|2K", "8.5156", "hd|4K", "15.2064");
    table.put(gemini(pro, "0.071", "0.8871", "0.1268"), "gemini-3-pro-image-preview");
    Factors flash = Factors.of("0.5K", "2.8398", "1K", "4.2578", "2K", "6.3867", "4K", "9.5801");
    table.put(gemini(flash, "0.0355", "0.8871", "0.0317"), "gemini-3.1-flash-image-preview");
    Factors lite = Factors.of("1K", "1.9421");
    table.put(gemini(lite, "0.0162", "0", "0.0145"), "gemini-3.1-flash-lite-image");
    Factors second = Factors.of("1K", "2.0808", "2K", "3.0845", "4K", "6.9401");
    table.put(gemini(second, "0.1029", "0.8568", "0.0918"), "gemini-nano-banana-2.1");

    Factors beta = Factors.of("1K", "2.4", "2K", "3.6", "4K", "5.4");
    table.put(asked -> asked.credits(beta.at(asked.word("quality", "2K"))), "nano-banana-2-beta");
    Factors tiered = Factors.of("standard|1K|2K", "3.1", "hd|4K", "3.41");
    table.put(
        asked -> asked.credits(tiered.at(asked.word("quality", "standard"))), "nano-banana-2-lite");
    table.flat("1.2", "nano-banana-2-lite-beta");
  }

  /** One search of each kind that is switched on, and no text that comes out. */
  private static PriceTable.Plain gemini(
      Factors byQuality, String picture, String search, String text) {
    return asked -> {
      BigDecimal sum = asked.credits(byQuality.at(asked.word("quality", "2K")));
      sum = sum.add(asked.credits(times(picture, asked.pictures())));
      for (String kind : new String[] {"web_search", "image_search"}) {
        sum = asked.parameterIsOn(kind) ? sum.add(asked.credits(number(search))) : sum;
      }
      return sum.add(asked.credits(times(text, asked.thousandTextTokens())));
    };
  }

  /** What is paid by tokens alone; nothing is cached, and nothing comes out but pictures. */
  private static void tokens(PriceTable table) {
    table.put(gptImage("1.836"), "gpt-image-2", "gpt-image-2.5-flare", "gpt-image-2.5-sunburst");
    table.put(gptImage("1.9584"), "gpt-image-1.5");
  }

  private static PriceTable.Plain gptImage(String output) {
    return asked ->
        asked
            .credits(times(output, asked.count().multiply(Guess.THOUSAND_TOKENS)))
            .add(asked.credits(times("0.4896", asked.pictures().multiply(Guess.THOUSAND_TOKENS))))
            .add(asked.credits(times("0.306", asked.thousandTextTokens())));
  }

  private static void midjourney(PriceTable table) {
    Factors draftToo = Factors.of("draft", "2.7", "fast", "5.4", "turbo", "10.8");
    table.put(asked -> asked.credits(draftToo.at(asked.parameter("speed", "fast"))), "mj-v7");
    table.put(
        bySpeed("8.1"),
        "mj-v7-edit",
        "mj-v7-inpaint",
        "mj-v7-remix",
        "mj-v7-retexture",
        "mj-v7-upload-paint",
        "mj-v7-variation",
        "mj-v8.1-edit",
        "mj-v8.1-remix",
        "mj-v8.1-retexture",
        "mj-v8.1-upload-paint");
    table.put(bySpeed("5.4"), "mj-v7-pan", "mj-v7-outpaint");
    table.flat("5.4", "mj-v7-enhance", "mj-v7-remove-bg", "mj-v8.1-remove-bg", "mj-v8.2-remove-bg");
    Factors upscale = Factors.of("standard", "8.1", "creative", "10.8");
    table.put(
        asked -> asked.credits(upscale.at(asked.parameter("type", "standard"))), "mj-v7-upscale");
    Factors quality = Factors.of("standard", "5.4", "hd", "8.1");
    table.put(
        asked -> asked.credits(quality.at(asked.word("quality", "standard"))),
        "mj-v8.1",
        "mj-v8.2");
    table.flat(
        "8.1",
        "mj-v8.1-variation",
        "mj-v8.2-variation",
        "mj-v8.2-remix",
        "mj-v8.2-edit",
        "mj-v8.2-retexture",
        "mj-v8.2-upload-paint");
  }

  private static PriceTable.Plain bySpeed(String credits) {
    return asked -> asked.credits(times(credits, SPEED.at(asked.parameter("speed", "fast"))));
  }

  private static void others(PriceTable table) {
    Factors gpt = Factors.of("1K", "1.02", "2K", "1.734", "4K", "2.652");
    table.put(asked -> asked.credits(gpt.at(asked.word("resolution", "1K"))), "gpt-image-2-beta");
    Factors low = Factors.of("1K", "2.04", "2K", "3.06");
    Factors medium = Factors.of("1K", "3.06", "2K", "4.08");
    table.put(
        asked -> {
          Factors effort = asked.word("quality", "medium").equals("low") ? low : medium;
          BigDecimal outputs = effort.at(asked.word("resolution", "1K")).multiply(asked.count());
          return asked.credits(outputs.add(times("0.51", asked.pictures())));
        },
        "grok-imagine-image-2.0");
    Factors krea = Factors.of("1K", "0.45", "2K", "1.8");
    table.put(asked -> asked.credits(krea.at(asked.word("quality", "1K"))), "krea-2-turbo");
    table.put(qwen(Factors.of("1K|2K", "1.836")), "qwen-image-3.0");
    table.put(qwen(Factors.of("1K", "2.448", "2K", "4.59")), "qwen-image-3.0-pro");
    table.flat("2.3", "qwen-image-edit");
    table.each("1.5", "qwen-image-edit-plus", "wan2.5-text-to-image", "wan2.5-image-to-image");
    table.flat("0.26", "z-image-turbo");
  }

  private static PriceTable.Plain qwen(Factors byQuality) {
    return asked ->
        asked
            .credits(byQuality.at(asked.word("quality", "1K")).multiply(asked.count()))
            .add(asked.credits(times("0.1836", asked.pictures())));
  }
}
