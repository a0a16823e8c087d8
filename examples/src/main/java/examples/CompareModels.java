package examples;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.Outcome;
import ai.evolink.TaskHandle;
import ai.evolink.model.ImageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One prompt, several models, side by side: {@code CompareModels "A red bicycle" comparison}. */
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
      List<TaskHandle> tasks = new ArrayList<>();
      for (ImageModel model : MODELS) {
        ImageRequest request = ImageRequest.builder(args[0]).model(model).build();
        tasks.add(evolink.images().submit(request).await());
      }
      evolink.tasks().forEachCompleted(tasks, outcome -> report(outcome, folder));
    }
  }

  private static void report(Outcome outcome, Path folder) {
    String model = outcome.task().model().orElse("?");
    if (outcome instanceof Outcome.Completed done) {
      Duration took = Duration.between(outcome.task().submittedAt(), Instant.now());
      Path file = done.generation().artifacts().get(0).saveTo(folder.resolve(model + ".png"));
      System.out.printf(
          "%-28s %3d s  %s credits  %s%n",
          model, took.toSeconds(), done.generation().creditsUsed().orElseThrow(), file);
    } else {
      System.out.printf("%-28s %s%n", model, outcome.problem().orElseThrow().getMessage());
    }
  }
}
