package ai.evolink.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one typeface that pictures are written in: printable ASCII, drawn in {@code typeface.txt}.
 * Accents are left off; any other character becomes a box with its number in it.
 */
final class Typeface {

  private static final int CELL = 5;
  private static final Map<Integer, Glyph> GLYPHS = load();
  private static final Pattern MARKS = Pattern.compile("[\\p{M}\\p{Cf}\\p{Cs}]+");

  /** Signs that decomposition does not bring down to ASCII. */
  private static final Map<Integer, String> PLAIN =
      Map.ofEntries(
          Map.entry(0x2018, "'"),
          Map.entry(0x2019, "'"),
          Map.entry(0x201c, "\""),
          Map.entry(0x201d, "\""),
          Map.entry(0x00ab, "\""),
          Map.entry(0x00bb, "\""),
          Map.entry(0x2010, "-"),
          Map.entry(0x2013, "-"),
          Map.entry(0x2014, "-"),
          Map.entry(0x2022, "*"),
          Map.entry(0x00d7, "x"),
          Map.entry(0x00df, "ss"),
          Map.entry(0x00e6, "ae"),
          Map.entry(0x00c6, "AE"),
          Map.entry(0x00f8, "o"),
          Map.entry(0x00d8, "O"),
          Map.entry(0x0141, "L"),
          Map.entry(0x0142, "l"));

  private Typeface() {}

  /** A text as paragraphs of words of glyphs. */
  static List<List<List<Glyph>>> paragraphs(String text) {
    List<List<List<Glyph>>> paragraphs = new ArrayList<>();
    for (String paragraph : text.split("\\R", -1)) {
      List<List<Glyph>> words = new ArrayList<>();
      for (String word : paragraph.split("[\\s\\p{Z}\\p{Cc}]+", -1)) {
        List<Glyph> glyphs = line(word);
        if (!glyphs.isEmpty()) {
          words.add(glyphs);
        }
      }
      paragraphs.add(words);
    }
    return paragraphs;
  }

  /** A text as glyphs in a line. */
  static List<Glyph> line(String word) {
    List<Glyph> glyphs = new ArrayList<>();
    String decomposed = Normalizer.normalize(word, Normalizer.Form.NFKD);
    MARKS
        .matcher(decomposed)
        .replaceAll("")
        .codePoints()
        .forEach(
            codePoint -> {
              String plain = PLAIN.get(codePoint);
              if (plain == null) {
                glyphs.add(glyph(codePoint));
              } else {
                plain.chars().forEach(c -> glyphs.add(glyph(c)));
              }
            });
    return glyphs;
  }

  private static Glyph glyph(int codePoint) {
    Glyph known = GLYPHS.get(codePoint);
    return known == null ? new HexGlyph(codePoint) : known;
  }

  private static Map<Integer, Glyph> load() {
    try (InputStream in = Typeface.class.getResourceAsStream("typeface.txt")) {
      if (in == null) {
        throw new IllegalStateException("typeface.txt is missing from the emulator's jar");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      Map<Integer, Glyph> glyphs = new HashMap<>();
      glyphs.put((int) ' ', Glyph.SPACE);
      for (String names = reader.readLine(); names != null; names = reader.readLine()) {
        String[] rows = new String[Glyph.HEIGHT];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = reader.readLine();
        }
        for (int left = 0; left < names.length(); left += CELL + 1) {
          glyphs.put((int) names.charAt(left), BitmapGlyph.cut(rows, left, CELL));
        }
      }
      return Map.copyOf(glyphs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
