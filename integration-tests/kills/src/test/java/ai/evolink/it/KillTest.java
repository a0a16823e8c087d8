package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.PollPolicy;
import ai.evolink.Purchase;
import ai.evolink.Recovery;
import ai.evolink.TaskJournal;
import ai.evolink.VirtualClock;
import ai.evolink.WaitOptions;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Mode;
import ai.evolink.emulator.Submission;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program is killed with -9 at random moments, again and again until all is bought, by a service
 * that loses answers, refuses and dawdles: nothing is bought twice, and nothing that was bought is
 * unknown.
 */
class KillTest {
  private static final int SEED = 42;

  /** The exit code of a process that was killed with -9. */
  private static final int KILLED = 137;

  private static final WaitOptions OFTEN =
      WaitOptions.builder()
          .policy(PollPolicy.fixed(Duration.ofMillis(20)))
          .deadline(Duration.ofSeconds(30))
          .build();

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private int kills;
  private int uncertain;
  private int settled;
  private int retried;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void killedProgramBuysNothingTwiceAndLosesNothing() throws Exception {
    rounds(4, 40);
  }

  @Tag("deep")
  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void killedProgramBuysNothingTwiceInTheLongRun() throws Exception {
    rounds(50, 200);
  }

  private void rounds(int rounds, int items) throws Exception {
    for (int round = 0; round < rounds; round++) {
      round(Files.createDirectory(folder.resolve("round" + round)), items);
    }
    System.out.printf(
        Locale.ROOT,
        "Killed: %d rounds of %d items, %d kills; %d uncertain at the end, %d settled by callback,"
            + " %d bought again on purpose; 0 twice, 0 unknown.%n",
        rounds,
        items,
        kills,
        uncertain,
        settled,
        retried);
    assertThat(kills).isGreaterThanOrEqualTo(rounds);
  }

  private void round(Path home, int items) throws Exception {
    try (EvolinkEmulator emulator =
        EvolinkEmulator.builder()
            .mode(Mode.LOCAL)
            .pace(Duration.ofMillis(100))
            .faultSeed(random.nextLong())
            .start()) {
      emulator.inject(
          Fault.cut(Cut.AFTER_REQUEST)
              .afterProcessing()
              .on(ApiOperation.SUBMIT_IMAGE)
              .probability(0.03),
          Fault.status(503).on(ApiOperation.SUBMIT_IMAGE).probability(0.05),
          Fault.status(429).on(ApiOperation.SUBMIT_IMAGE).probability(0.05),
          Fault.delay(Duration.ofMillis(300)).on(ApiOperation.SUBMIT_IMAGE).probability(0.3));
      live(home, emulator, items);
      decide(home, emulator, items);
    }
  }

  /** Kills the program until it comes to its end. */
  private void live(Path home, EvolinkEmulator emulator, int items) throws Exception {
    int port = freePort();
    Path log = home.resolve("log");
    int lives = 0;
    while (true) {
      Process process = begin(home, log, emulator, items, port);
      // The first life of a round is always cut short, and no round goes on for ever.
      boolean kill = lives == 0 || (lives < 6 && random.nextInt(3) > 0);
      if (kill && !process.waitFor(500 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        kills++;
      }
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
      lives++;
      String said = Files.readString(log);
      assertThat(process.exitValue()).as(said).isIn(0, KilledShop.AGAIN, KILLED);
      if (process.exitValue() != KILLED) {
        settled += Integer.parseInt(said.replaceAll("(?s).*settled (\\d+).*", "$1"));
      }
      if (process.exitValue() == 0) {
        return;
      }
    }
  }

  private static Process begin(Path home, Path log, EvolinkEmulator emulator, int items, int port)
      throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledShop.class.getName(),
                emulator.url().toString(),
                home.toString(),
                String.valueOf(items),
                String.valueOf(port)))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Compares the journal with what the service has made, and decides what is uncertain. */
  private void decide(Path home, EvolinkEmulator emulator, int items) throws Exception {
    assertThat(acceptedByItem(emulator))
        .as("what was bought twice")
        .allSatisfy((item, ids) -> assertThat(ids).as(item).hasSize(1));
    emulator.clearFaults();
    Map<String, List<String>> bought = acceptedByItem(emulator);
    try (EvolinkClient evolink =
        EvolinkClient.builder(KilledShop.KEY)
            .baseUrl(emulator.url())
            .journal(TaskJournal.file(home.resolve("journal")))
            .build()) {
      Recovery left = evolink.recover();
      uncertain += left.uncertain().size();
      List<String> known = new ArrayList<>();
      for (List<Purchase> purchases :
          List.of(left.accepted(), left.unsaved(), left.failed(), left.uncertain())) {
        purchases.forEach(purchase -> known.add(purchase.orderId().orElseThrow()));
      }
      assertThat(known).doesNotHaveDuplicates().containsAll(bought.keySet()).hasSize(items);
      for (Purchase doubt : left.uncertain()) {
        List<String> ids = bought.get(doubt.orderId().orElseThrow());
        if (ids == null) {
          retried++;
        } else {
          doubt.accept(ids.get(0)).result();
        }
      }
    }
    retryTheRest(home, emulator, bought);
    assertThat(acceptedByItem(emulator))
        .hasSize(items)
        .allSatisfy((item, ids) -> assertThat(ids).as(item).hasSize(1));
  }

  private static void retryTheRest(
      Path home, EvolinkEmulator emulator, Map<String, List<String>> bought) {
    VirtualClock still = new VirtualClock();
    try (EvolinkClient evolink =
        EvolinkClient.builder(KilledShop.KEY)
            .baseUrl(emulator.url())
            .journal(TaskJournal.file(home.resolve("journal")))
            .clock(still)
            .build()) {
      still.advance(Duration.ofMinutes(2)); // what is gone can be on its way no more
      for (Purchase doubt : evolink.recover().uncertain()) {
        assertThat(bought).doesNotContainKey(doubt.orderId().orElseThrow());
        doubt.retry(OFTEN).submitted().result();
      }
      assertThat(evolink.recover().uncertain()).isEmpty();
    }
  }

  /** {@return the ids of all tasks that were made, by item} */
  private static Map<String, List<String>> acceptedByItem(EvolinkEmulator emulator) {
    return emulator.submissions().stream()
        .filter(submission -> submission.taskId().isPresent())
        .collect(
            Collectors.groupingBy(
                submission -> submission.prompt().replace(".", ""),
                TreeMap::new,
                Collectors.mapping(KillTest::id, Collectors.toList())));
  }

  private static String id(Submission submission) {
    return submission.taskId().orElseThrow();
  }
}
