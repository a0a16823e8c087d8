package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.bulk.Bulk;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteDataSource;

/** Bulks that a program has filled, in a file: looked at, worked on, decided about. */
class BulkCommandTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final Path home;
  private final SQLiteDataSource database = new SQLiteDataSource();
  private final String url;

  BulkCommandTest(@TempDir Path home) {
    this.home = home;
    this.url = "jdbc:sqlite:" + home.resolve("bulk.db");
    database.setUrl(url);
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  private Run bulk(String command, String... more) {
    List<String> words = new ArrayList<>(List.of("bulk", command, "--jdbc", url));
    words.addAll(Arrays.asList(more));
    return Run.against(emulator, words.toArray(String[]::new));
  }

  private Run work(String... more) {
    List<String> words = new ArrayList<>(List.of("--until-done", "--out", out().toString()));
    words.addAll(Arrays.asList(more));
    return bulk("work", words.toArray(String[]::new));
  }

  private Path out() {
    return home.resolve("photos");
  }

  private void fill(String... keys) {
    BulkFixture.fill(database, emulator, "autumn", keys);
  }

  private void loseAnswers(int times) {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).times(times));
  }

  private String bought(String prompt) {
    return emulator.submissions().stream()
        .filter(submission -> submission.prompt().equals(prompt))
        .flatMap(submission -> submission.taskId().stream())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bulkIsBoughtStoredAndTold() {
    fill("mug-1", "mug-2", "mug-3");
    assertThat(bulk("status").succeeded().out())
        .isEqualToNormalizingNewlines("autumn: 3 new; 0 credits\n");

    Run run = work().succeeded();

    assertThat(run.out()).isEqualToNormalizingNewlines("autumn: 3 done; 4.8 credits.\n");
    assertThat(out()).isDirectoryContaining(file -> file.endsWith("mug-2.png"));
    assertThat(emulator.submissions()).hasSize(3);
    work().succeeded();
    assertThat(emulator.submissions()).hasSize(3);
  }

  @Test
  void statusNeedsNoKeyAndIsADocument() {
    fill("mug-1");
    Run run = Run.bare("bulk", "status", "--jdbc", url, "--json", "--list", "new").succeeded();
    Map<?, ?> autumn = first(run.document().get("bulks"));
    assertThat(autumn.get("bulk")).isEqualTo("autumn");
    assertThat(autumn.get("items")).isEqualTo(1L);
    assertThat(autumn.get("new")).isEqualTo(1L);
    assertThat(autumn.get("spend_limit")).isNull();
    Map<?, ?> item = first(run.document().get("list"));
    assertThat(item.get("item")).isEqualTo("mug-1");
    assertThat(item.get("state")).isEqualTo("new");
  }

  private static Map<?, ?> first(@Nullable Object list) {
    return (Map<?, ?>) Objects.requireNonNull((List<?>) list).get(0);
  }

  @Test
  void uncertainItemsAreDecidedAbout() {
    fill("mug-1", "mug-2", "mug-3");
    loseAnswers(3);
    Run run = work();
    assertThat(run.exit()).isEqualTo(8);
    assertThat(run.err())
        .contains("error: 3 of 3 items not done.")
        .contains("decide: evolink bulk accept, retry or give-up.");
    assertThat(bulk("status", "--list", "uncertain").succeeded().out())
        .contains("autumn  mug-2  uncertain  ");
    String[] autumn = {"--bulk", "autumn"};

    Run accepted = bulk("accept", "mug-1", bought("mug-1"), autumn[0], autumn[1]).succeeded();
    Run retried = bulk("retry", "mug-2", autumn[0], autumn[1]).succeeded();
    Run givenUp = bulk("give-up", "mug-3", autumn[0], autumn[1], "--json").succeeded();

    assertThat(accepted.out()).contains("The item mug-1 has bought " + bought("mug-1"));
    assertThat(retried.out()).isEqualToNormalizingNewlines("1 item will be bought again.\n");
    assertThat(givenUp.document().get("given_up")).isEqualTo(List.of("mug-3"));
    assertThat(work().succeeded().out()).startsWith("autumn: 2 done, 1 given up; ");
    assertThat(emulator.submissions())
        .extracting(Submission::prompt)
        .containsExactlyInAnyOrder("mug-1", "mug-2", "mug-3", "mug-2");
    assertThat(bulk("give-up", "mug-1", autumn[0], autumn[1]).err())
        .contains("error: KEY: 'mug-1' cannot be given up, since it is done. Nothing was changed.");
  }

  @Test
  void taskOfAnotherItemIsNotAccepted() {
    fill("mug-1", "mug-2");
    loseAnswers(1);
    work("--concurrency", "1");
    String uncertain =
        bulk("status", "--list", "uncertain", "--json").document().get("list")
                instanceof List<?> all
            ? String.valueOf(((Map<?, ?>) all.get(0)).get("item"))
            : "";
    String other = uncertain.equals("mug-1") ? "mug-2" : "mug-1";

    Run run = bulk("accept", uncertain, bought(other), "--bulk", "autumn");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("next:  Look for the right task in the dashboard.");
  }

  @Test
  void failedItemsAreBoughtAgainOnRequest() {
    fill("mug-1", "mug-2");
    emulator.nextOutcomes(
        TaskOutcome.failed("content_policy_violation"),
        TaskOutcome.failed("content_policy_violation"));
    Run run = work();
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.err()).contains("next:  evolink bulk retry --failed");

    assertThat(
            bulk("retry", "--failed", "--bulk", "autumn", "--json")
                .succeeded()
                .document()
                .get("retried"))
        .isEqualTo(List.of("mug-1", "mug-2"));

    work().succeeded();
    assertThat(emulator.submissions()).hasSize(4);
  }

  @Test
  void limitEndsTheWorkUntilItIsRaised() {
    fill("mug-1", "mug-2", "mug-3");
    Run run = work("--bulk", "autumn", "--max-credits", "3.5", "--json");
    assertThat(run.exit()).as(run + "; " + bulk("status", "--list", "refused")).isEqualTo(13);
    Map<?, ?> autumn = first(run.document().get("bulks"));
    assertThat(autumn.get("done")).isEqualTo(2L);
    assertThat(autumn.get("new")).isEqualTo(1L);
    assertThat(autumn.get("stopped_by_limit")).isEqualTo(true);
    assertThat(run.error().get("code")).isEqualTo("limit");
    assertThat(work("--bulk", "autumn", "--max-credits", "10").succeeded().out())
        .isEqualToNormalizingNewlines("autumn: 3 done; 4.8 of 10 credits.\n");
  }

  @Test
  void refusedItemEndsWithItsCode() {
    fill("mug-1");
    emulator.inject(Fault.status(400).on(ApiOperation.SUBMIT_IMAGE).once());
    Run run = work();
    assertThat(run.exit()).isEqualTo(4);
    assertThat(bulk("status", "--list", "refused").out()).contains("mug-1  refused  ", "400");
  }

  @Test
  void workerShowsABarAndLeavesWhenItIsStopped() throws Exception {
    fill("mug-1", "emulator:stuck");
    LiveRun run =
        new LiveRun(
            new Screen(true, 100, false),
            emulator.url().toString(),
            "bulk",
            "work",
            "--jdbc",
            url,
            "--out",
            out().toString());
    run.err.awaitText("1 done");
    Thread stop = new Thread(run.interrupts::fire);
    stop.start();
    assertThat(run.exit()).isEqualTo(130);
    stop.join();
    assertThat(run.err.text())
        .containsPattern("Bulk +50% \\[=+>? *\\] 1 done, 0 failed, 0 unsure, ")
        .contains("error: Stopped. autumn: 1 accepted, 1 done; 3.2 credits")
        .contains("next:  Other workers go on, and so does the same command.");

    emulator.endTask(bought("emulator:stuck"), TaskOutcome.completed());
    work().succeeded();
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void pausedBulkIsNotDone() throws Exception {
    fill("mug-1");
    BulkFixture.open(database, emulator, "autumn", Bulk::pause);
    LiveRun run =
        new LiveRun(
            new Screen(true, 100, false),
            emulator.url().toString(),
            "bulk",
            "work",
            "--until-done",
            "--jdbc",
            url,
            "--out",
            out().toString());
    run.err.awaitText("0 done");
    assertThat(emulator.submissions()).isEmpty();

    BulkFixture.open(database, emulator, "autumn", Bulk::resume);

    assertThat(run.exit()).isZero();
    assertThat(emulator.submissions()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "status, '--jdbc must begin with jdbc:sqlite: or jdbc:postgresql:, but was ''jdbc:h2:x''.',"
        + " --jdbc jdbc:h2:x",
    "status, --jdbc must not have a password in it, --jdbc jdbc:postgresql://h/d?password=secret",
    "status, --jdbc must not have a password in it, --jdbc jdbc:postgresql://me:secret@h/d",
    "status, '--user is for PostgreSQL', --user me --jdbc jdbc:sqlite:x.db",
    "status, '--password-file cannot be read: there is no file no.txt',"
        + " --password-file no.txt --jdbc jdbc:postgresql://h/d",
    "status, '--jdbc jdbc:sqlite:/no/such.db: The database', --jdbc jdbc:sqlite:/no/such.db",
    "status, '--prefix must match', --prefix X; --jdbc jdbc:sqlite:x.db",
    "work, '--max-credits needs --bulk', --jdbc jdbc:sqlite:x.db --out . --max-credits 3",
    "work, '--out needs the name of a directory', --jdbc jdbc:sqlite:x.db --out -",
    "retry, 'Nothing is to be retried.', --jdbc jdbc:sqlite:x.db --bulk autumn",
  })
  void wrongOptionIsNamed(String command, String said, String options) {
    List<String> words = new ArrayList<>(List.of("bulk", command));
    words.addAll(Arrays.asList(options.split(" ", -1)));
    Run run = Run.against(emulator, words.toArray(String[]::new));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error: " + said).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "'--concurrency must be at least 1, but was 0', --concurrency 0",
    "'--max-attempts must be at least 1, but was 0', --max-attempts 0",
    "'--rate must ', --rate -1",
    "'--max-credits must not be negative', --bulk autumn --max-credits -1",
    "'--bulk: there is no bulk ''spring''.', --bulk spring",
  })
  void wrongSettingOfTheWorkerIsNamed(String said, String options) {
    fill("mug-1");
    Run run = work(options.split(" ", -1));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error: " + said);
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void misspeltFileIsNotMade() {
    Path file = home.resolve("bulkk.db");
    Run run = Run.bare("bulk", "status", "--jdbc", "jdbc:sqlite:" + file);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(file).doesNotExist();
  }

  @Test
  void otherTablesAreNotFound() {
    fill("mug-1");
    Run run = bulk("status", "--prefix", "shop_");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("The database has no table shop_meta.")
        .contains("next:  Check --jdbc and --prefix: ");
  }

  @Test
  void otherServiceIsRefused() throws Exception {
    fill("mug-1");
    Run run =
        Run.with(
            Run.environment("http://127.0.0.1:9"),
            "",
            "bulk",
            "work",
            "--jdbc",
            url,
            "--out",
            out().toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("belongs to " + emulator.url());
    assertThat(Files.exists(out())).isFalse();
  }
}
