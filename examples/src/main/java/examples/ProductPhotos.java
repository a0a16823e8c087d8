package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.model.AspectRatio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * A photo for each line of a CSV file, eight at a time: {@code ProductPhotos products.csv photos}.
 *
 * <p>Each line is an article number, a comma, and what the article looks like. Photos that are
 * there already are not bought again, so the program can be stopped and started as one likes.
 */
public final class ProductPhotos {
  private ProductPhotos() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path photos = Files.createDirectories(Path.of(args[1]));
    Semaphore free = new Semaphore(8);
    List<CompletableFuture<Boolean>> all = new ArrayList<>();

    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      for (String line : Files.readAllLines(Path.of(args[0]))) {
        String[] product = line.split(",", 2);
        Path photo = photos.resolve(product[0].strip() + ".png");
        if (product.length < 2 || Files.exists(photo)) {
          continue;
        }
        free.acquire(); // wait for one of the eight to be done
        all.add(
            evolink
                .images()
                .generate(
                    ImageRequest.builder("Studio photo on white: " + product[1].strip())
                        .size(AspectRatio.SQUARE_1_1)
                        .build())
                .thenApply(made -> made.only().saveTo(photo))
                .handle(
                    (saved, failure) -> {
                      free.release();
                      System.out.println(photo + ": " + (failure == null ? "done" : failure));
                      return failure == null;
                    }));
      }
      long failed = all.stream().filter(photo -> !photo.join()).count();
      System.out.println(all.size() - failed + " made, " + failed + " failed");
    }
  }
}
