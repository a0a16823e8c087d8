package examples;

import ai.evolink.ArtifactExpiredException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Can be killed at any moment, and pays for nothing twice: {@code ResumeAfterCrash "A red bicycle"
 * orders}.
 *
 * <p>The folder holds a token for each task that was bought and not yet fetched. While there are
 * some, the program goes on with these; else it orders anew. A task that came to nothing leaves a
 * file that ends in {@code .failed}, with the reason. Exits with 1 if something is not there yet.
 */
public final class ResumeAfterCrash {
  private final EvolinkClient evolink;
  private final Path orders;

  private ResumeAfterCrash(EvolinkClient evolink, Path orders) {
    this.evolink = evolink;
    this.orders = orders;
  }

  public static void main(String[] args) throws IOException {
    Path orders = Files.createDirectories(Path.of(args[1]));
    boolean complete;
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv().onSubmitted(task -> remember(orders, task)).build()) {
      complete = new ResumeAfterCrash(evolink, orders).run(args[0]);
    }
    System.exit(complete ? 0 : 1);
  }

  /** Runs for every paid task, before anything else learns of it. */
  private static void remember(Path orders, TaskHandle task) {
    try {
      Files.writeString(orders.resolve(task.id() + ".token"), task.toToken());
    } catch (IOException e) {
      System.err.println("Not written: " + task.toToken()); // the last chance to keep it
      throw new UncheckedIOException(e); // logged by the client; the wait goes on
    }
  }

  private boolean run(String prompt) throws IOException {
    List<TaskFuture> waits = new ArrayList<>();
    try (var open = Files.newDirectoryStream(orders, "*.token")) {
      for (Path order : open) {
        System.out.println("Going on with " + order.getFileName());
        waits.add(evolink.tasks().resume(Files.readString(order))); // they wait side by side
      }
    }
    if (waits.isEmpty()) {
      waits.add(evolink.images().generate(ImageRequest.of(prompt)));
    }
    boolean complete = true;
    for (TaskFuture wait : waits) {
      complete &= fetch(wait);
    }
    return complete;
  }

  private boolean fetch(TaskFuture wait) throws IOException {
    String id =
        wait.submitted().result().id(); // fails if nothing was bought, which ends the program
    Path token = orders.resolve(id + ".token");
    try {
      // A name of its own: saved again after a crash in between, it replaces itself.
      System.out.println("Saved " + wait.result().only().saveTo(orders.resolve(id + ".png")));
      Files.deleteIfExists(token); // only now is the order done
      return true;
    } catch (EvolinkException e) {
      System.err.println(e.getMessage());
      if (isFinal(e)) {
        Files.writeString(orders.resolve(id + ".failed"), e.getMessage());
        Files.deleteIfExists(token);
      } // else it was the network, or a deadline: the token stays, for the next run
      return false;
    }
  }

  private static boolean isFinal(EvolinkException e) {
    return e instanceof TaskFailedException
        || e instanceof TaskCancelledException
        || (e instanceof ArtifactExpiredException link && link.age().toHours() >= 24);
  }
}
