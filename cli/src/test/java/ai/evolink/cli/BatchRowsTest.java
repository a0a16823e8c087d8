package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All rows are looked at before anything is sent, and what is wrong is told by row and column. */
class BatchRowsTest {
  private final Path home;

  BatchRowsTest(@TempDir Path home) {
    this.home = home;
  }

  private Run check(byte[] content, String... more) throws IOException {
    Path rows = Files.write(home.resolve("items.csv"), content);
    List<String> words =
        new ArrayList<>(
            List.of(
                "batch", rows.toString(), "--out", home.resolve("out").toString(), "--dry-run"));
    words.addAll(List.of(more));
    // Nobody listens there: rows that are wrong are told before the prices are asked for.
    words.addAll(List.of("--base-url", "http://127.0.0.1:1"));
    return Run.bare(words.toArray(String[]::new));
  }

  private Run check(String text, String... more) throws IOException {
    return check(text.getBytes(StandardCharsets.UTF_8), more);
  }

  private static final String[] MODEL = {"--model", "gemini-2.5-flash-image"};

  @Test
  void everyProblemIsToldWithRowAndColumn() throws Exception {
    Run run =
        check(
            """
            order_id,prompt,size,out,image_urls,sizee
            A1,A cat,99:1,../x,,
            A2,,1:1,,missing.png,
            A3,A dog,,,,9

            A4,A fox,,,,,more
            """,
            MODEL);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("items.csv, row 2: out must name a file below ")
        .containsPattern("row 2: .*size must be one of .*, but is \"99:1\"")
        .contains("row 3: prompt is required, but is missing")
        .contains("row 4: sizee is no property of this model")
        .contains("row 6: has a value in column 7, without a name")
        .contains("error: 4 of 4 rows in ")
        .contains("cannot be submitted, so nothing was.");
  }

  @Test
  void mostOfManyProblemsAreOnlyCounted() throws Exception {
    Run run = check("prompt,size\n" + "A cat,0:0\n".repeat(500), MODEL);
    assertThat(run.err().lines().filter(line -> line.contains(", row "))).hasSize(20);
    assertThat(run.err()).contains("error: 500 of 500 rows").contains("The first 20 are shown.");
  }

  @Test
  void whatTwoRowsShareIsTold() throws Exception {
    Run run =
        check(
            """
            order_id,prompt,out
            A1,A cat,
            A1,A dog,b
            A2,A fox,a1
            ,same,
            ,same,
            """,
            MODEL);
    assertThat(run.err())
        .contains("row 3: order_id 'A1' is that of row 2 as well")
        .contains("row 4: out is 'a1', which is the file of row 2 as well")
        .contains("row 6: is the same as row 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x.png", "/tmp/x.png", "a/../../x.png", ".", "a/.."})
  void fileOutsideTheDirectoryIsRefused(String out) throws Exception {
    assertThat(check("prompt,out\nA cat," + out + "\n", MODEL).err())
        .contains("row 2: out must name a file below ");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,false", "UTF-8,true", "UTF-16LE,true", "UTF-16BE,true", "UTF-16LE,false"})
  void encodingsOfSpreadsheetsAreUnderstood(String charset, boolean mark) throws Exception {
    String text = (mark ? "\uFEFF" : "") + "order_id,prompt,size\nÄ1,Käse,99:1\n";
    assertThat(check(text.getBytes(Charset.forName(charset)), MODEL).err())
        .contains("row 2: size must be one of ");
  }

  @Test
  void otherEncodingsAreRefused() throws Exception {
    Run run = check("prompt\nKäse\n".getBytes(StandardCharsets.ISO_8859_1), MODEL);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("it is neither UTF-8 nor UTF-16").contains("CSV UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void otherSeparatorsAreSeen(String separator) throws Exception {
    String text = "prompt,size\nA cat,99:1\n".replace(",", separator);
    assertThat(check(text, MODEL).err()).contains("row 2: size must be one of ");
  }

  @Test
  void quotationMarkWithoutAPartnerIsTold() throws Exception {
    assertThat(check("prompt,size\n\"A cat,1:1\nA dog,1:1\n", MODEL).err())
        .contains("a quotation mark has no partner");
    assertThat(check("prompt\n\"A\" cat\n", MODEL).err())
        .contains("Cannot read ")
        .contains("after row 1");
  }

  @Test
  void fileWithoutRowsIsTold() throws Exception {
    assertThat(check("", MODEL).err()).contains("items.csv is empty.");
    assertThat(check("prompt,size\n\n", MODEL).err()).contains("items.csv has no rows.");
    assertThat(check("prompt,prompt\nA,B\n", MODEL).err()).contains("two columns 'prompt'");
    assertThat(Run.bare("batch", home.resolve("no").toString(), "--out", "x").err())
        .contains("There is no file ");
  }

  @Test
  void lineThatIsNoObjectIsTold() throws Exception {
    Run run = check("{\"prompt\":\"A cat\",\"size\":\"9\"}\n[1]\n{\"prompt\":\n", MODEL);
    assertThat(run.err())
        .contains("line 1: size must be one of ")
        .contains("line 2: is not a JSON object")
        .contains("line 3: is not a JSON object");
  }

  @Test
  void modelIsNeededAndAllMakeTheSame() throws Exception {
    assertThat(check("prompt\nA cat\n").err())
        .contains("row 2: model is missing, and there is no --model");
    assertThat(check("prompt,model\nA cat,gemini-2.5-flash-image\nB,suno-v5-beta\n").err())
        .contains("row 3: model makes audio, but that of row 2 makes image");
    assertThat(check("prompt,model\nA cat,tomorrow-1\n").err())
        .contains("row 2: model 'tomorrow-1' is not known here: say with --kind what it makes");
  }

  @Test
  void orderIdThatCannotBeOneIsTold() throws Exception {
    assertThat(check("order_id,prompt\n" + "x".repeat(201) + ",A cat\n", MODEL).err())
        .contains("row 2: orderId must have at most 200 characters");
  }

  @Test
  void rowsFromStandardInputNeedAJournal() {
    Run run = Run.with(java.util.Map.of(), "prompt\nA cat\n", "batch", "-", "--out", "x");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("standard input need --journal");
  }
}
