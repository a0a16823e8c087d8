package examples;

import ai.evolink.ApiException;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.Balance;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskTimeoutException;
import java.nio.file.Path;

/**
 * What to do about everything that can go wrong: {@code CarefulPicture "A red bicycle" out.png}.
 *
 * <p>Exits with 0 if the picture is there, 1 if there is none and none was paid for, 2 if somebody
 * should look whether one was paid for.
 */
public final class CarefulPicture {
  private CarefulPicture() {}

  public static void main(String[] args) {
    System.exit(make(args[0], Path.of(args[1])));
  }

  private static int make(String prompt, Path file) {
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      Balance before = evolink.credits().balance().await();
      System.out.println(before.spendable() + " credits");

      Generation made = evolink.images().generate(ImageRequest.of(prompt)).await();
      made.only().saveTo(file);
      return 0;
    } catch (TaskFailedException e) { // worked on, and failed; as a rule not charged
      System.err.println(e.code().map(Object::toString).orElse("no code") + ": " + e.getMessage());
      return 1;
    } catch (TaskTimeoutException e) { // paid, and still running
      e.task().ifPresent(task -> System.err.println("Resume later: " + task.toToken()));
      return 2;
    } catch (SubmissionUncertainException e) { // sent, and no answer: do not send it again
      System.err.println("Sent at " + e.sentAt() + ". " + e.nextStep().orElse(""));
      return 2;
    } catch (ArtifactExpiredException e) { // paid, and fetched too late
      System.err.println(e.getMessage());
      return 2;
    } catch (ApiException e) { // refused
      System.err.println(e.statusCode() + " " + e.code().orElse("") + ": " + e.getMessage());
      return e.charge() == Charge.NONE ? 1 : 2;
    } catch (EvolinkException e) { // everything else, such as no network
      System.err.println(e.getMessage());
      return e.charge() == Charge.NONE ? 1 : 2;
    }
  }
}
