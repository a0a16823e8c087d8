package examples;

import ai.evolink.BatchItem;
import ai.evolink.BatchOptions;
import ai.evolink.BatchSummary;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SpendLimit;
import ai.evolink.TaskJournal;
import ai.evolink.UnknownPrice;
import ai.evolink.model.AspectRatio;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A photo for each line of a CSV file, eight at a time: {@code ProductPhotos products.csv photos
 * 500}. Once 500 credits are reserved, a run buys no more.
 *
 * <p>Each line is an article number, a comma, and what the article looks like. The program can be
 * killed at any moment and started again: the number is the order id, and {@code photos.journal}
 * knows what was bought. A photo that failed, or of which nobody knows whether it was bought, is
 * bought again only if its number is added to the command: {@code ProductPhotos products.csv photos
 * 500 A7}. A line that is no article ends the run. Exits with 1 if a photo is missing.
 */
public final class ProductPhotos {
  private ProductPhotos() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    SpendLimit limit =
        SpendLimit.of(new BigDecimal(args[2])).unknownPrice(UnknownPrice.ASSUME_HIGHEST);
    List<String> again = List.of(args).subList(3, args.length);
    BatchOptions options =
        BatchOptions.builder()
            .concurrency(8)
            .onEnd(System.out::println)
            .retry(purchase -> purchase.orderId().filter(again::contains).isPresent())
            .build();
    BatchSummary made;
    try (Stream<String> lines = Files.lines(Path.of(args[0]));
        EvolinkClient evolink =
            EvolinkClient.builderFromEnv()
                .spendLimit(limit)
                .journal(TaskJournal.file(folder.resolve("photos.journal")))
                .build()) {
      made =
          evolink
              .images()
              .generateAll(
                  lines.filter(line -> !line.isBlank()).map(line -> photo(line, folder)), options)
              .result();
    }
    System.out.println(made);
    System.exit(made.isComplete() ? 0 : 1);
  }

  private static BatchItem<ImageRequest> photo(String line, Path folder) {
    String[] product = line.split(",", 2);
    String number = product[0].strip();
    // The number becomes the name of a file, so not every text will do.
    if (product.length < 2 || !number.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("Not an article: " + line);
    }
    return BatchItem.of(
            number,
            ImageRequest.builder("Studio photo on white: " + product[1].strip())
                .size(AspectRatio.SQUARE_1_1)
                .build())
        .saveTo(folder.resolve(number + ".png"));
  }
}
