package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.Outcome;
import ai.evolink.TaskHandle;
import ai.evolink.model.ImageModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One prompt, several models, side by side: {@code CompareModels "A red bicycle" comparison}.
 *
 * <p>A model that refuses, fails or cannot be fetched leaves the others alone. Each is paid.
 */
public final class CompareModels {
  private static final List<ImageModel> MODELS =
      List.of(
          ImageModel.GEMINI_2_5_FLASH_IMAGE,
          ImageModel.DOUBAO_SEEDREAM_4_5,
          ImageModel.GPT_IMAGE_1_5,
          ImageModel.Z_IMAGE_TURBO);

  private CompareModels() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      // By the model asked for: the service may call it by another name.
      Map<TaskHandle, ImageModel> tasks = new LinkedHashMap<>();
      for (ImageModel model : MODELS) {
        try {
          ImageRequest request = ImageRequest.builder(args[0]).model(model).build();
          tasks.put(evolink.images().submit(request).result(), model);
        } catch (EvolinkException | IllegalArgumentException e) {
          tell(model, e.getMessage());
        }
      }
      evolink
          .tasks()
          .forEachCompleted(
              tasks.keySet(), outcome -> report(tasks.get(outcome.task()), outcome, folder));
    }
  }

  /** Runs on the main thread, as each task ends. What it threw would end the other waits. */
  private static void report(ImageModel model, Outcome outcome, Path folder) {
    Duration took = Duration.between(outcome.task().submittedAt(), Instant.now());
    if (outcome instanceof Outcome.Completed done) {
      Generation made = done.generation();
      String credits = made.creditsUsed().map(BigDecimal::toPlainString).orElse("unknown");
      try {
        Path file = made.only().saveTo(folder.resolve(model + ".png"));
        tell(model, took.toSeconds() + " s, " + credits + " credits, " + file);
      } catch (EvolinkException | IllegalStateException e) {
        tell(model, e.getMessage());
      }
    } else {
      tell(model, outcome.problem().map(Throwable::getMessage).orElse("no result"));
    }
  }

  private static void tell(ImageModel model, String what) {
    System.out.printf("%-28s %s%n", model, what);
  }
}
