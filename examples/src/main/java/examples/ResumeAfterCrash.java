package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskJournal;
import java.nio.file.Path;

/**
 * Can be killed at any moment and started again, and buys one picture: {@code ResumeAfterCrash "A
 * red bicycle" order-42 bicycle.png}.
 *
 * <p>The order id is the name of the purchase. {@code orders.journal} remembers it: before the
 * submit leaves, when it is accepted, and when the picture is saved. If the program was killed
 * while a submit was under way, nobody knows whether it was taken. The program then says so, and
 * buys nothing until it is told to: {@code again} as a fourth argument buys once more.
 */
public final class ResumeAfterCrash {
  private ResumeAfterCrash() {}

  public static void main(String[] args) {
    int exitCode = 0;
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv()
            .journal(TaskJournal.file(Path.of("orders.journal")))
            .build()) {
      if (args.length > 3) {
        evolink.recover().uncertain().forEach(doubt -> doubt.retry().submitted().result());
      }
      Generation made =
          evolink
              .images()
              .generate(ImageRequest.of(args[0]), SubmitOptions.ofOrder(args[1]))
              .result();
      System.out.println("Saved " + made.only().saveTo(Path.of(args[2])));
    } catch (SubmissionUncertainException e) {
      System.err.println(e.getMessage() + " To buy it again, add: again");
      exitCode = 2;
    } catch (EvolinkException e) {
      System.err.println(e.getMessage());
      exitCode = 1;
    }
    System.exit(exitCode);
  }
}
