package examples;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.Purchase;
import ai.evolink.Recovery;
import ai.evolink.SpendLimit;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskJournal;
import ai.evolink.UnknownPrice;
import ai.evolink.model.AspectRatio;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * A photo for each line of a CSV file, eight at a time: {@code ProductPhotos products.csv photos
 * 500}. Once 500 credits are reserved, a run buys no more.
 *
 * <p>Each line is an article number, a comma, and what the article looks like. The program can be
 * killed at any moment and started again: the number is the order id, and {@code photos.journal}
 * knows what was bought. A photo that failed, or of which nobody knows whether it was bought, is
 * bought again only if its number is added to the command: {@code ProductPhotos products.csv photos
 * 500 A7}. Exits with 1 if a photo is missing.
 */
public final class ProductPhotos {
  private static final int AT_A_TIME = 8;

  private final EvolinkClient evolink;
  private final Path folder;
  private final Map<String, Purchase> again = new HashMap<>();
  private volatile boolean stopped;

  private ProductPhotos(EvolinkClient evolink, Path folder, Set<String> numbers) {
    this.evolink = evolink;
    this.folder = folder;
    Recovery left = evolink.recover();
    for (List<Purchase> purchases : List.of(left.uncertain(), left.failed())) {
      for (Purchase purchase : purchases) {
        purchase.orderId().filter(numbers::contains).ifPresent(id -> again.put(id, purchase));
      }
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    Path folder = Files.createDirectories(Path.of(args[1]));
    boolean complete;
    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv()
            .spendLimit(
                SpendLimit.of(new BigDecimal(args[2])).unknownPrice(UnknownPrice.ASSUME_HIGHEST))
            .journal(TaskJournal.file(folder.resolve("photos.journal")))
            .build()) {
      Set<String> numbers = new HashSet<>(List.of(args).subList(3, args.length));
      complete = new ProductPhotos(evolink, folder, numbers).make(lines);
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
    return generation(number, prompt)
        .thenApply(made -> made.only().saveTo(folder.resolve(number + ".png")))
        .handle(
            (saved, failure) -> {
              if (failure == null) {
                System.out.println(number + ": done");
                return true;
              }
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              System.out.println(number + ": " + cause.getMessage());
              stopped |= concernsAll(cause);
              return false;
            });
  }

  /** What an earlier run has bought, or else a new photo. */
  private CompletableFuture<Generation> generation(String number, String prompt) {
    try {
      if (stopped) {
        throw new IllegalStateException("not bought, the program is stopping");
      }
      Purchase decided = again.get(number);
      if (decided != null) {
        return decided.retry();
      }
      ImageRequest request = ImageRequest.builder(prompt).size(AspectRatio.SQUARE_1_1).build();
      return evolink.images().generate(request, SubmitOptions.ofOrder(number));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Whether the next article would fail likewise: the limit, the key, the account. */
  private static boolean concernsAll(Throwable failure) {
    return failure instanceof SpendLimitException
        || (failure instanceof ApiException refused
            && List.of(401, 402, 403).contains(refused.statusCode()));
  }
}
