package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From rows to files: what is bought, saved, reported, and how the command ends. */
class BatchCommandTest {
  private static final String MODEL = "gemini-2.5-flash-image";

  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final Path home;

  BatchCommandTest(@TempDir Path home) {
    this.home = home;
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  private Path rows(String text) throws IOException {
    return Files.writeString(home.resolve("items.csv"), text);
  }

  private Run batch(String... more) {
    return Run.against(emulator, arguments(more));
  }

  private String[] arguments(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "batch",
                home.resolve("items.csv").toString(),
                "--model",
                MODEL,
                "--out",
                home.resolve("my pictures").toString()));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  private List<String> files() throws IOException {
    Path out = home.resolve("my pictures");
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  // ---- rows that are made

  @Test
  void rowsAreBoughtSavedAndReported() throws Exception {
    rows(
        "order_id,prompt,size,out\nA1,\"A cat, red\",16:9,\nA2,A dog,,sub/dog\nB/3,A \"\"fox\"\",,\n");
    Path report = home.resolve("report.csv");

    Run run = batch("--yes", "--report", report.toString()).succeeded();

    assertThat(run.out()).isEqualToNormalizingNewlines("3 done; 4.8 credits\n");
    assertThat(run.err()).startsWith("3 rows; 3 to buy for 4.8 credits by the price list.");
    assertThat(files()).containsExactly("A1.png", "B_3.png", "sub/dog.png");
    assertThat(emulator.submissions())
        .extracting(Submission::prompt)
        .containsExactlyInAnyOrder("A cat, red", "A dog", "A \"\"fox\"\"");
    List<String> lines = Files.readAllLines(report);
    assertThat(lines.get(0)).isEqualTo("order_id,status,file,credits,task,error");
    assertThat(lines.subList(1, 4))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("A2,done,.*my pictures/sub/dog\\.png,1\\.6,task-unified-[^,]+,"));
    assertThat(report.resolveSibling("report.csv.part")).doesNotExist();
  }

  @Test
  void sameCommandAgainBuysNothingAndReportsTheSame() throws Exception {
    rows("order_id,prompt\nA1,A cat\nA2,A dog\n");
    batch("--yes").succeeded();
    Path report = home.resolve("report.csv");

    Run again = batch("--yes", "--report", report.toString()).succeeded();

    assertThat(again.out()).isEqualToNormalizingNewlines("2 done; 3.2 credits\n");
    assertThat(again.err()).startsWith("2 rows, 2 of them bought before; nothing to buy.");
    assertThat(emulator.submissions()).hasSize(2);
    assertThat(Files.readAllLines(report)).hasSize(3).allMatch(l -> !l.endsWith("done,,,,"));
  }

  @Test
  void rowWithoutAnOrderIdIsKnownByItsContentWhereverItStands() throws Exception {
    rows("prompt,size\nA cat,16:9\nA dog,\n");
    batch("--yes").succeeded();
    rows("prompt,size\nA fox,\nA dog,\nA cat,16:9\n");

    batch("--yes").succeeded();

    assertThat(emulator.submissions())
        .extracting(Submission::prompt)
        .containsExactlyInAnyOrder("A cat", "A dog", "A fox");
    assertThat(files()).hasSize(3).allMatch(name -> name.matches("row-[0-9a-f]{16}\\.png"));
  }

  @Test
  void jsonRowsKeepTheirTypes() throws Exception {
    rows(
        """
        {"order_id":7,"prompt":"7","model":"gpt-image-2","n":2}

        {"prompt":"x","order_id":"b","out":"b.jpg","size":null}
        """);

    batch("--yes").succeeded();

    assertThat(files()).containsExactly("7-1.png", "7-2.png", "b.jpg");
  }

  @Test
  void cellsAreReadAsTheModelHasThem() throws Exception {
    rows("order_id,prompt,model,n,image_urls\nA1,7,gpt-image-2,2,https://example.com/a.png\n");

    batch("--yes").succeeded();

    assertThat(emulator.submissions().get(0).body())
        .contains("\"prompt\":\"7\"", "\"n\":2")
        .contains("\"image_urls\":[\"https://example.com/a.png\"]");
  }

  @Test
  void localFilesAreUploaded() throws Exception {
    Path cat = home.resolve("cat.png");
    Files.write(cat, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});
    rows("order_id;prompt;image_urls\nA1;A hat;" + cat + "\n");

    batch("--yes").succeeded();

    assertThat(emulator.submissions().get(0).body()).contains("\"image_urls\":[\"http");
  }

  @Test
  void videosAndSoundAreMadeAlike() throws Exception {
    rows("order_id,prompt,model,duration\nV,Waves,seedance-1.5-pro,8\n");
    batch("--yes").succeeded();
    rows("order_id,prompt,model\nS,A song,suno-v5-beta\n");
    batch("--yes").succeeded();
    assertThat(files()).contains("V.mp4").anyMatch(name -> name.matches("S-[12]\\.mp3"));
  }

  @Test
  void rowsFromStandardInputGoOnWithTheirJournal() throws Exception {
    String[] words = {
      "batch",
      "-",
      "--model",
      MODEL,
      "--out",
      home.resolve("my pictures").toString(),
      "--yes",
      "--journal",
      home.resolve("j").toString()
    };
    for (int i = 0; i < 2; i++) {
      Run.with(Run.environment(emulator.url().toString()), "prompt\nA cat\n", words).succeeded();
    }
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void builtInEmulatorNeedsNoAnswerAndLeavesNoJournal() throws Exception {
    rows("prompt\nA cat\n");
    Run.bare(arguments("--emulator")).succeeded();
    assertThat(files()).hasSize(1);
    assertThat(home.resolve("items.csv.journal")).doesNotExist();
  }

  @Test
  void documentHasTheCounts() throws Exception {
    rows("order_id,prompt\nA1,A cat\n");
    Run run = batch("--yes", "--json").succeeded();
    assertThat(run.document().get("rows")).isEqualTo(1L);
    assertThat(run.document().get("done")).isEqualTo(1L);
    assertThat(run.document().get("uncertain")).isEqualTo(0L);
    assertThat(run.document().get("journal"))
        .isEqualTo(home.resolve("items.csv.journal").toString());
  }

  // ---- rows that are not

  @Test
  void failedRowEndsWithItsCodeAndIsBoughtAgainOnRequest() throws Exception {
    rows("order_id,prompt\nA1,A cat\nA2,A dog\n");
    emulator.nextOutcomes(TaskOutcome.failed("content_policy_violation"), TaskOutcome.completed());

    Run run = batch("--yes", "--concurrency", "1");

    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.err())
        .contains("A1: failed, Task ", "content_policy_violation")
        .contains("error: 1 of 2 rows not done.")
        .contains("next:  --retry-failed buys again what has failed.");
    assertThat(batch("--yes").exit()).isEqualTo(5);
    assertThat(emulator.submissions()).hasSize(2);
    Run again = batch("--yes", "--retry-failed").succeeded();
    assertThat(again.err()).startsWith("2 rows, 1 of them bought before; 1 to buy for 1.6");
    assertThat(emulator.submissions()).hasSize(3);
  }

  @Test
  void uncertainRowIsBoughtAgainOnlyByItsName() throws Exception {
    rows("order_id,prompt\nA1,A cat\n");
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());

    Run run = batch("--yes");

    assertThat(run.exit()).isEqualTo(8);
    assertThat(run.err()).contains("A1: uncertain, Sent POST");
    assertThat(batch("--yes", "--retry-failed").exit()).isEqualTo(8);
    assertThat(emulator.submissions()).hasSize(1);
    batch("--yes", "--retry", "A1").succeeded();
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void limitHoldsOverAllRuns() throws Exception {
    StringBuilder many = new StringBuilder("order_id,prompt\n");
    for (int i = 0; i < 10; i++) {
      many.append("A").append(i).append(",A cat\n");
    }
    rows(many.toString());

    Run first = batch("--yes", "--max-credits", "5");
    Run second = batch("--yes", "--max-credits", "5");

    assertThat(first.exit()).isEqualTo(13);
    assertThat(first.out()).isEqualToNormalizingNewlines("3 done, 7 not submitted; 4.8 credits\n");
    assertThat(first.err()).contains("error: 7 of 10 rows not done: ");
    assertThat(second.exit()).isEqualTo(13);
    assertThat(emulator.submissions()).hasSize(3);
    batch("--yes", "--max-credits", "16").succeeded();
    assertThat(emulator.submissions()).hasSize(10);
  }

  @Test
  void rowsThatWereRefusedAreBoughtByTheNextRun() throws Exception {
    rows("order_id,prompt\nA1,A cat\nA2,A dog\n");
    emulator.inject(Fault.status(402).on(ApiOperation.SUBMIT_IMAGE).once());

    assertThat(batch("--yes", "--concurrency", "1").exit()).isEqualTo(10);
    batch("--yes").succeeded();

    assertThat(files()).hasSize(2);
  }

  @Test
  void fileOfAnotherRunIsNotReplacedAndNotBoughtAgain() throws Exception {
    rows("order_id,prompt\nA1,A cat\n");
    batch("--yes").succeeded();
    Files.delete(home.resolve("items.csv.journal"));

    Run run = batch("--yes");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("A1.png exists, and the journal knows nothing of 'A1' (row 2)");
    assertThat(emulator.submissions()).hasSize(1);
    batch("--yes", "--force").succeeded();
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void changedRowOfAKnownOrderIsRefused() throws Exception {
    rows("order_id,prompt\nA1,A cat\n");
    batch("--yes").succeeded();
    rows("order_id,prompt\nA1,A dog\n");

    Run run = batch("--yes");

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("A1: refused, The order id \"A1\" belongs to another request.");
    assertThat(emulator.submissions()).hasSize(1);
  }

  // ---- asking

  @Test
  void withoutATerminalNothingIsBoughtUnlessItIsSaid() throws Exception {
    rows("prompt\nA cat\n");
    Run run = batch();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("1 row would cost something").contains("--yes");
    assertThat(emulator.submissions()).isEmpty();
    assertThat(home.resolve("items.csv.journal")).doesNotExist();
  }

  @Test
  void dryRunShowsThePriceAndBuysNothing() throws Exception {
    rows("order_id,prompt\nA1,A cat\nA2,A dog\n");
    Run run = batch("--dry-run").succeeded();
    assertThat(run.out())
        .isEqualToNormalizingNewlines("2 rows; 2 to buy for 3.2 credits by the price list.\n");
    assertThat(batch("--dry-run", "--json").succeeded().document().get("to_buy")).isEqualTo(2L);
    assertThat(emulator.submissions()).isEmpty();
    assertThat(home.resolve("items.csv.journal")).doesNotExist();
    batch("--yes").succeeded();
    assertThat(batch("--dry-run").succeeded().out()).contains("2 of them bought before");
  }

  @Test
  void dryRunNeedsNoKey() throws Exception {
    rows("prompt\nA cat\n");
    Run run = Run.bare(arguments("--dry-run", "--base-url", emulator.url().toString())).succeeded();
    assertThat(run.out()).contains("1.6 credits");
  }

  @Test
  void journalOfAnotherServiceIsRefused() throws Exception {
    rows("prompt\nA cat\n");
    batch("--yes").succeeded();
    try (EvolinkEmulator other = EvolinkEmulator.start()) {
      Run run = Run.against(other, arguments("--yes"));
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("belongs to");
      assertThat(other.submissions()).isEmpty();
    }
  }
}
