package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Survives being killed at any moment, and pays for nothing twice: {@code ResumeAfterCrash "A red
 * bicycle" orders}.
 *
 * <p>The folder holds a file for each task that was bought and not yet fetched. Its name is the id
 * of the task, its content the token that finds it again.
 */
public final class ResumeAfterCrash {
  private ResumeAfterCrash() {}

  public static void main(String[] args) throws IOException {
    Path orders = Files.createDirectories(Path.of(args[1]));
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv().onSubmitted(task -> remember(orders, task)).build()) {
      boolean resumed = false;
      try (var open = Files.newDirectoryStream(orders, "*.token")) {
        for (Path order : open) {
          System.out.println("Going on with " + order.getFileName());
          fetch(evolink.tasks().resume(Files.readString(order)), order);
          resumed = true;
        }
      }
      if (!resumed) {
        TaskFuture future = evolink.images().generate(ImageRequest.of(args[0]));
        TaskHandle task = future.submitted().await();
        crashIfAsked();
        fetch(future, order(orders, task));
      }
    }
  }

  /** Runs for every paid task, before anything else learns of it. */
  private static void remember(Path orders, TaskHandle task) {
    try {
      Files.writeString(order(orders, task), task.toToken());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // logged by the client; the wait goes on
    }
  }

  private static void fetch(TaskFuture future, Path order) throws IOException {
    System.out.println(
        "Saved " + future.await().only().saveInto(order.toAbsolutePath().getParent()));
    Files.delete(order); // only now is the order done
  }

  private static Path order(Path orders, TaskHandle task) {
    return orders.resolve(task.id() + ".token");
  }

  private static void crashIfAsked() {
    if (Boolean.getBoolean("crash")) {
      Runtime.getRuntime().halt(1);
    }
  }
}
