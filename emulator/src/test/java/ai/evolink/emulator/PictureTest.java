package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {

  private static final int WHITE = 0xffffff;

  @ParameterizedTest
  @CsvSource({
    "'',       1024, 1024",
    "auto,     1024, 1024",
    "1:1,      1024, 1024",
    "16:9,     1368,  768",
    "9:16,      768, 1368",
    "1:8,       360, 2896",
    "8:1,      2896,  360",
    "99:1,     2896,  360",
    "2048x1024, 1448, 728",
    "0:0,      1024, 1024"
  })
  void pictureHasTheShapeThatWasAskedFor(String size, int width, int height) throws IOException {
    BufferedImage image = read(PromptPicture.png("A cat", size, "model"));

    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
  }

  @Test
  void samePromptMakesTheSameBytes() {
    assertThat(PromptPicture.png("A cat", "1:1", "m"))
        .isEqualTo(PromptPicture.png("A cat", "1:1", "m"));
    assertThat(PromptPicture.png("A cat", "1:1", "m"))
        .isNotEqualTo(PromptPicture.png("A dog", "1:1", "m"));
    assertThat(PromptPicture.png("A cat", "1:1", "m"))
        .isNotEqualTo(PromptPicture.png("A cat", "1:1", "n"));
  }

  @Test
  void promptCanBeReadOffThePixels() throws IOException {
    BufferedImage image = read(PromptPicture.png("HI", "1:1", ""));

    // At the largest scale a dot is 14 pixels; H is five dots wide, I three, with a gap of one.
    assertThat(dots(image, 14))
        .containsExactly(
            "#...#.###",
            "#...#..#.",
            "#...#..#.",
            "#####..#.",
            "#...#..#.",
            "#...#..#.",
            "#...#.###");
  }

  @Test
  void promptCanBeReadByPrograms() {
    byte[] png = PromptPicture.png("Ein Kätzchen 🐱", "1:1", "m");

    assertThat(new String(png, StandardCharsets.UTF_8))
        .contains("Description\0\0\0\0\0Ein Kätzchen 🐱");
  }

  @Test
  void longPromptIsSetSmallerAndStaysInside() throws IOException {
    String prompt = "The quick brown fox jumps over the lazy dog. ".repeat(44);
    BufferedImage image = read(PromptPicture.png(prompt, "1:1", "m"));
    List<Integer> rows = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (isWhite(image, x, y)) {
          rows.add(y);
          columns.add(x);
        }
      }
    }

    assertThat(rows.stream().distinct().count()).isGreaterThan(200);
    assertThat(rows).allMatch(y -> y >= 85 && y < 890);
    assertThat(columns).allMatch(x -> x >= 85 && x < 1024 - 85);
  }

  @Test
  void dotsThatTouchByACornerAreBridged() {
    Canvas canvas = new Canvas(8, 8);
    BitmapGlyph.cut(new String[] {"#.", ".#"}, 0, 2).draw(canvas, 0, 0, 4, WHITE, 255);
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      drawn.append(canvas.pixels()[i] == WHITE ? '#' : '.').append(i % 8 == 7 ? "\n" : "");
    }

    assertThat(drawn.toString())
        .isEqualTo(
            """
            ####....
            ####....
            #####...
            ######..
            ..######
            ...#####
            ....####
            ....####
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "Zürich, Zurich",
    "ﬁn, fin",
    "“naïve” … – it’s, '\"naive\" ... - it''s'",
    "Ｆｕｌｌ, Full",
    "Łódź æøß, 'Lodz aeoss'"
  })
  void accentsAndTypographyComeDownToAscii(String text, String plain) {
    assertThat(Typeface.line(text)).containsExactlyElementsOf(Typeface.line(plain));
  }

  @Test
  void everyPrintableAsciiCharacterLooksDifferent() {
    Set<List<String>> shapes = new HashSet<>();
    for (char c = '!'; c <= '~'; c++) {
      Glyph glyph = Typeface.line(String.valueOf(c)).get(0);
      assertThat(glyph).isInstanceOf(BitmapGlyph.class);
      Canvas canvas = new Canvas(6, 9);
      glyph.draw(canvas, 0, 0, 1, WHITE, 255);
      List<String> rows = new ArrayList<>();
      for (int y = 0; y < 9; y++) {
        StringBuilder row = new StringBuilder();
        for (int x = 0; x < 6; x++) {
          row.append(canvas.pixels()[y * 6 + x] == WHITE ? '#' : '.');
        }
        rows.add(row.toString());
      }
      shapes.add(rows);
    }

    assertThat(shapes).hasSize('~' - '!' + 1);
  }

  @Test
  void otherCharactersBecomeBoxesWithTheirNumbers() {
    assertThat(Typeface.line("猫🐱")).hasSize(2).allMatch(HexGlyph.class::isInstance);
    assertThat(draw(new HexGlyph(0x732b))).isNotEqualTo(draw(new HexGlyph(0x732c)));
    assertThat(draw(new HexGlyph(0x1f431))).isNotEqualTo(draw(new HexGlyph(0x1f430)));
  }

  @Test
  void joinersAndLoneSurrogatesTakeNoRoom() {
    assertThat(Typeface.line("a\u200d\ufe0fb\ud83d")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "'\n\n'"})
  void missingPromptIsShownAsSuch(String prompt) throws IOException {
    assertThat(dots(read(PromptPicture.png(prompt, "1:1", "")), 14)).isNotEmpty();
  }

  private static List<Integer> draw(Glyph glyph) {
    Canvas canvas = new Canvas(40, 40);
    glyph.draw(canvas, 0, 0, 4, WHITE, 255);
    return Arrays.stream(canvas.pixels()).boxed().toList();
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /** The white parts of the picture as dots of a text, read in the middle of each dot. */
  private static List<String> dots(BufferedImage image, int scale) {
    int left = image.getWidth();
    int right = 0;
    int top = -1;
    int bottom = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (isWhite(image, x, y)) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = top < 0 ? y : top;
          bottom = y;
        }
      }
    }
    List<String> rows = new ArrayList<>();
    for (int y = top + scale / 2; top >= 0 && y <= bottom; y += scale) {
      StringBuilder row = new StringBuilder();
      for (int x = left + scale / 2; x <= right; x += scale) {
        row.append(isWhite(image, x, y) ? '#' : '.');
      }
      rows.add(row.toString());
    }
    return rows;
  }

  private static boolean isWhite(BufferedImage image, int x, int y) {
    return (image.getRGB(x, y) & WHITE) == WHITE;
  }
}
