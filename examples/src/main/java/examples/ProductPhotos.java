package examples;

import ai.evolink.ApiException;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskHandle;
import ai.evolink.model.AspectRatio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A photo for each line of a CSV file, eight at a time: {@code ProductPhotos products.csv photos
 * 500}. Once 500 credits are reserved, a run buys no more.
 *
 * <p>Each line is an article number, a comma, and what the article looks like. The program can be
 * stopped at any moment and started again: a photo that is there, or was paid for, is not bought
 * again. Beside {@code A1.png} the folder may hold {@code A1.token}, a task that was paid for and
 * whose photo is not saved yet, and {@code A1.unsure}, a submit of which nobody knows whether it
 * was paid for: look into the dashboard, then delete the file. Exits with 1 if a photo is missing.
 */
public final class ProductPhotos {
  private static final int AT_A_TIME = 8;

  private final EvolinkClient evolink;
  private final Path folder;
  private final Set<CompletableFuture<TaskHandle>> submits = new HashSet<>();
  private volatile boolean stopped;

  private ProductPhotos(EvolinkClient evolink, Path folder) {
    this.evolink = evolink;
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    Path folder = Files.createDirectories(Path.of(args[1]));
    boolean complete;
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv().spendLimit(new BigDecimal(args[2])).build()) {
      ProductPhotos photos = new ProductPhotos(evolink, folder);
      Runtime.getRuntime().addShutdownHook(new Thread(photos::stop));
      complete = photos.make(lines);
    }
    System.exit(complete ? 0 : 1);
  }

  private boolean make(List<String> lines) throws InterruptedException {
    Semaphore free = new Semaphore(AT_A_TIME);
    List<CompletableFuture<Boolean>> photos = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int skipped = 0;
    for (String line : lines) {
      String[] product = line.split(",", 2);
      String number = product[0].strip();
      // The number becomes the name of a file, so not every text will do.
      if (product.length < 2 || !number.matches("[A-Za-z0-9_-]{1,64}") || !seen.add(number)) {
        if (!line.isBlank()) {
          System.out.println("Left out, not a new article: " + line);
          skipped++;
        }
      } else if (Files.exists(folder.resolve(number + ".unsure"))) {
        System.out.println(number + ": perhaps bought already; see " + number + ".unsure");
        skipped++;
      } else if (!Files.exists(folder.resolve(number + ".png"))) {
        free.acquire(); // wait for one of the eight to be done
        photos.add(
            photo(number, "Studio photo on white: " + product[1].strip())
                .whenComplete((made, never) -> free.release()));
      }
    }
    long made = photos.stream().filter(CompletableFuture::join).count();
    long missing = photos.size() - made + skipped;
    System.out.println(made + " made, " + missing + " missing");
    System.out.println(evolink.credits().spending());
    return missing == 0;
  }

  /** {@return whether the photo was made} */
  private CompletableFuture<Boolean> photo(String number, String prompt) {
    return task(number, prompt)
        .thenCompose(task -> evolink.tasks().follow(task))
        .thenApply(made -> made.only().saveTo(folder.resolve(number + ".png")))
        .handle(
            (saved, failure) -> {
              if (failure == null) {
                System.out.println(number + ": done");
                change(() -> Files.deleteIfExists(token(number)));
                return true;
              }
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              System.out.println(number + ": " + cause.getMessage());
              afterFailure(number, cause);
              return false;
            });
  }

  /** The task of an article: the one that an earlier run has paid for, or a new one. */
  private CompletableFuture<TaskHandle> task(String number, String prompt) {
    try {
      if (Files.exists(token(number))) {
        return CompletableFuture.completedFuture(
            TaskHandle.fromToken(Files.readString(token(number))));
      }
      ImageRequest request =
          ImageRequest.builder(prompt).size(AspectRatio.SQUARE_1_1).build(); // checks the prompt
      synchronized (submits) {
        if (stopped) {
          throw new IllegalStateException("not bought, the program is stopping");
        }
        CompletableFuture<TaskHandle> submit =
            evolink.images().submit(request).thenApply(task -> remember(number, task));
        submits.removeIf(CompletableFuture::isDone);
        submits.add(submit);
        return submit;
      }
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void afterFailure(String number, Throwable failure) {
    if (failure instanceof SubmissionUncertainException) {
      change(() -> Files.writeString(folder.resolve(number + ".unsure"), failure.getMessage()));
    } else if (failure instanceof TaskFailedException
        || failure instanceof TaskCancelledException
        || (failure instanceof ArtifactExpiredException link && link.age().toHours() >= 24)) {
      change(() -> Files.deleteIfExists(token(number))); // nothing comes of it: the next run buys
    } else if (concernsAll(failure)) {
      stopped = true;
    } // all else keeps its token, for the next run
  }

  /** Whether the next article would fail likewise: the limit, the key, the account. */
  private static boolean concernsAll(Throwable failure) {
    return failure instanceof SpendLimitException
        || (failure instanceof ApiException refused
            && List.of(401, 402, 403).contains(refused.statusCode()));
  }

  /** Ctrl-C: buys no more, and waits until it is known what was bought. */
  private void stop() {
    CompletableFuture<?>[] underWay;
    synchronized (submits) {
      stopped = true;
      underWay = submits.toArray(CompletableFuture<?>[]::new);
    }
    CompletableFuture.allOf(underWay)
        .orTimeout(30, TimeUnit.SECONDS)
        .exceptionally(failed -> null)
        .join();
  }

  private TaskHandle remember(String number, TaskHandle task) {
    change(() -> Files.writeString(token(number), task.toToken()));
    return task;
  }

  private Path token(String number) {
    return folder.resolve(number + ".token");
  }

  private interface Change {
    void make() throws IOException;
  }

  private static void change(Change files) {
    try {
      files.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
