package examples;

import ai.evolink.Balance;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskTimeoutException;
import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * What to do about everything that can go wrong: {@code CarefulPicture "A red bicycle" out.png 10},
 * where 10 credits have to be on the account.
 *
 * <p>Exits with 0 if the picture is there, 1 if there is none and none was paid for, 2 if one was,
 * or may have been, and somebody should look, and 3 if the service has tried and failed.
 */
public final class CarefulPicture {
  private CarefulPicture() {}

  public static void main(String[] args) {
    System.exit(make(args[0], Path.of(args[1]), new BigDecimal(args[2])));
  }

  private static int make(String prompt, Path file, BigDecimal atLeast) {
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      Balance balance = evolink.credits().balance().result();
      System.out.println(balance.spendable().toPlainString() + " credits");
      if (balance.spendable().compareTo(atLeast) < 0) {
        return 1;
      }
      return save(evolink.images().generate(ImageRequest.of(prompt)).result(), file);
    } catch (IllegalArgumentException e) { // the prompt breaks a documented limit; nothing was sent
      System.err.println(e.getMessage());
      return 1;
    } catch (TaskTimeoutException e) { // paid, and still running
      e.task().ifPresent(task -> System.err.println("Resume later: " + task.toToken()));
      return 2;
    } catch (SubmissionUncertainException e) { // sent, and no answer: do not send it again
      System.err.println("Sent at " + e.sentAt() + ". " + e.nextStep().orElse(""));
      return 2;
    } catch (TaskFailedException e) { // worked on, and failed; most models do not charge that
      System.err.println(e.code().map(Object::toString).orElse("no code") + ": " + e.getMessage());
      return 3;
    } catch (EvolinkException e) { // refused, or no network
      System.err.println(e.getMessage());
      return e.charge() == Charge.NONE ? 1 : 2;
    }
  }

  /** A download of its own try: here {@code charge()} is about the download, which is free. */
  private static int save(Generation made, Path file) {
    try {
      made.only().saveTo(file);
      return 0;
    } catch (EvolinkException | IllegalStateException e) { // paid, and not saved
      System.err.println(e.getMessage());
      System.err.println("Save it soon: " + made.task().toToken());
      return 2;
    }
  }
}
