package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskCommandTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void taskIsShownById() {
    String id = submit("A cat");
    Run run = Run.against(emulator, "task", id).succeeded();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            task    %1$s
            model   gemini-2.5-flash-image
            status  completed
            credits 1.6
            result  %2$s/results/%1$s/1.png
            """
                .formatted(id, emulator.url()));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void taskIsShownByToken() {
    Run submitted = Run.against(emulator, "image", "A cat", "--no-wait", "--json").succeeded();
    String token = String.valueOf(submitted.document().get("token"));
    Run run = Run.against(emulator, "task", token, "--json").succeeded();
    assertThat(run.document().get("id")).isEqualTo(submitted.document().get("id"));
  }

  @Test
  void pendingTaskIsShownWithItsProgress() {
    Run run = Run.against(emulator, "task", submit("emulator:stuck")).succeeded();
    assertThat(run.out()).containsPattern("status  \\w+, \\d+ %").doesNotContain("result");
  }

  @Test
  void failedTaskIsAnAnswerWhenLookedAtAndAnErrorWhenWaitedFor() {
    String id = submit("emulator:fail:resource_exhausted");
    Run look = Run.against(emulator, "task", id).succeeded();
    assertThat(look.out()).contains("status  failed").contains("error   resource_exhausted: ");
    Run json = Run.against(emulator, "task", id, "--json").succeeded();
    assertThat(json.document().get("status")).isEqualTo("failed");
    assertThat(json.document().get("error"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("code", "resource_exhausted");

    Run wait = Run.against(emulator, "task", id, "--wait", "--json");
    assertThat(wait.exit()).isEqualTo(5);
    assertThat(wait.out()).isEmpty();
    assertThat(wait.error().get("service_code")).isEqualTo("resource_exhausted");
    assertThat(wait.error().get("retryable")).isEqualTo(true);
  }

  @Test
  void waitingShowsTheLinksUnlessTheyAreSaved(@TempDir Path folder) {
    String id = submit("A cat");
    assertThat(Run.against(emulator, "task", id, "--wait").succeeded().out())
        .contains("result  " + emulator.url());

    Path cat = folder.resolve("cat.png");
    Run saved = Run.against(emulator, "task", id, "-o", cat.toString()).succeeded();
    assertThat(saved.out()).isEqualTo(cat + System.lineSeparator());
    assertThat(cat).isNotEmptyFile();

    Run json =
        Run.against(emulator, "task", id, "-o", cat.toString(), "--force", "--json").succeeded();
    assertThat(json.document().get("files")).isEqualTo(List.of(cat.toString()));
  }

  @Test
  void unknownTaskIsRefused() {
    Run run = Run.against(emulator, "task", "task-unified-1757169743-7cvnl5zw", "--json");
    assertThat(run.exit()).isEqualTo(4);
    Map<?, ?> error = run.error();
    assertThat(error.get("http_status")).isEqualTo(404L);
  }

  private String submit(String prompt) {
    Run.against(emulator, "image", prompt, "--no-wait").succeeded();
    return emulator.submissions().get(0).taskId().orElseThrow();
  }
}
