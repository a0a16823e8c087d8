package ai.evolink.it;

import ai.evolink.BatchEnd;
import ai.evolink.BatchItem;
import ai.evolink.BatchOptions;
import ai.evolink.BatchSummary;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.PollPolicy;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskJournal;
import ai.evolink.WaitOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/** A batch that may be killed at any moment and started again. Run by {@link BatchKillTest}. */
final class KilledBatch {
  private KilledBatch() {}

  /**
   * Makes the pictures that are not there yet.
   *
   * @param args the base URL, the folder, the number of pictures
   */
  public static void main(String[] args) {
    Path home = Path.of(args[1]);
    WaitOptions soon =
        WaitOptions.builder().policy(PollPolicy.fixed(Duration.ofMillis(50))).build();
    try (EvolinkClient evolink =
        EvolinkClient.builder(MockService.KEY)
            .baseUrl(URI.create(args[0]))
            .journal(TaskJournal.file(home.resolve("journal")))
            .build()) {
      BatchSummary summary =
          evolink
              .images()
              .generateAll(
                  IntStream.range(0, Integer.parseInt(args[2]))
                      .mapToObj(i -> item("item-" + i, home, soon)),
                  BatchOptions.builder().onEnd(KilledBatch::tell).build())
              .result();
      System.out.println(summary);
    }
    System.exit(0);
  }

  private static BatchItem<ImageRequest> item(String id, Path home, WaitOptions soon) {
    SubmitOptions order = SubmitOptions.builder().orderId(id).waitOptions(soon).build();
    return BatchItem.of(ImageRequest.of(id + "."), order).saveTo(home.resolve(id + ".png"));
  }

  private static void tell(BatchEnd end) {
    System.out.println("end " + end.item().orderId().orElseThrow() + " " + end.state().name());
  }
}
