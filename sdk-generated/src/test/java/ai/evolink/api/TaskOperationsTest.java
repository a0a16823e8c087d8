package ai.evolink.api;

import static ai.evolink.api.Exchanges.assertGet;
import static ai.evolink.api.Exchanges.present;
import static ai.evolink.api.Exchanges.send;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.model.CreditsResponse;
import ai.evolink.model.ImageModel;
import ai.evolink.model.Task;
import ai.evolink.model.TaskCost;
import ai.evolink.model.TaskError;
import ai.evolink.model.TaskErrorCode;
import ai.evolink.model.TaskInfo;
import ai.evolink.model.TaskObject;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.TaskType;
import ai.evolink.model.TaskUsage;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads of tasks and balances over HTTP, by the documented samples. */
class TaskOperationsTest {
  private final ApiServer server = new ApiServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void getTaskReadsACompletedTask() throws Exception {
    server.answers(
        """
        {"created":1756817821,"id":"task-unified-1756817821-4x3rx6ny",
         "model":"gemini-3.1-flash-image-preview","object":"image.generation.task",
         "progress":100,"results":["http://example.com/image.jpg"],"status":"completed",
         "task_info":{"can_cancel":false},"type":"image"}
        """);

    Task task = send(server.create(TasksApi.class).getTask("task-unified-1756817821-4x3rx6ny"));

    assertGet(server.received(), "/v1/tasks/task-unified-1756817821-4x3rx6ny");
    assertThat(task)
        .isEqualTo(
            Task.builder()
                .created(1756817821L)
                .id("task-unified-1756817821-4x3rx6ny")
                .model(ImageModel.GEMINI_3_1_FLASH_IMAGE_PREVIEW.value())
                .object(TaskObject.IMAGE_GENERATION)
                .progress(100)
                .results(List.of(URI.create("http://example.com/image.jpg")))
                .status(TaskStatus.COMPLETED)
                .taskInfo(TaskInfo.builder().canCancel(false).build())
                .type(TaskType.IMAGE)
                .build());
  }

  @Test
  void getTaskReadsAFailedTask() throws Exception {
    server.answers(
        """
        {"id":"task-unified-1772618027-cmeisy8h","object":"image.generation.task",
         "status":"failed","model":"gemini-3.1-flash-image-preview","progress":0,
         "error":{"code":"content_policy_violation",
         "message":"Content policy violation.\\nYour request was blocked by safety filters..."}}
        """);

    Task task = send(server.create(TasksApi.class).getTask("task-unified-1772618027-cmeisy8h"));

    assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(task.results()).isNull();
    TaskError error = present(task.error());
    assertThat(error.code()).isEqualTo(TaskErrorCode.CONTENT_POLICY_VIOLATION);
    assertThat(error.message())
        .isEqualTo("Content policy violation.\nYour request was blocked by safety filters...");
    assertThat(error.type()).isNull();
  }

  @Test
  void getTaskReadsWhatOnlyLiveAnswersHave() throws Exception {
    server.answers(
        """
        {"created":1778221118,"duration":170,"id":"task-unified-1778221118-xxxxxxxx",
         "model":"gpt-image-2","object":"image.generation.task","progress":100,
         "result_data":[{"url":"https://files.evolink.ai/u/images/2026/05/08/a.png"}],
         "results":["https://files.evolink.ai/u/images/2026/05/08/a.png"],
         "status":"completed","task_info":{"can_cancel":false},"type":"image",
         "usage":{"credits_used":0.5442,"image_cached_input_tokens":0,"image_input_tokens":0,
         "image_output_tokens":293,"text_cached_input_tokens":0,"text_input_tokens":20,
         "total_tokens":313,"cost":{"credits":0.5442,"usd":0.008}}}
        """);

    Task task = send(server.create(TasksApi.class).getTask("task-unified-1778221118-xxxxxxxx"));

    assertThat(task.duration()).isEqualTo(new BigDecimal("170"));
    assertThat(task.resultData())
        .isEqualTo(List.of(Map.of("url", "https://files.evolink.ai/u/images/2026/05/08/a.png")));
    TaskUsage usage = present(task.usage());
    assertThat(usage.creditsUsed()).isEqualTo(new BigDecimal("0.5442"));
    assertThat(usage.imageOutputTokens()).isEqualTo(293);
    assertThat(usage.totalTokens()).isEqualTo(313);
    TaskCost cost = present(usage.cost());
    assertThat(cost.credits()).isEqualTo(new BigDecimal("0.5442"));
    assertThat(cost.usd()).isEqualTo(new BigDecimal("0.008"));
  }

  @Test
  void getTaskEscapesItsPath() throws Exception {
    server.answers("{}");

    send(server.create(TasksApi.class).getTask("../credits?x"));

    assertGet(server.received(), "/v1/tasks/..%2Fcredits%3Fx");
  }

  @Test
  void getCreditsReadsBothBalances() throws Exception {
    server.answers(
        """
        {"data":{"token":{"remaining_credits":99416.4429,"unlimited_credits":false,
         "used_credits":583.5571},"user":{"remaining_credits":1095.3996,"used_credits":135.9048}},
         "message":"","success":true}
        """);

    CreditsResponse answer = send(server.create(CreditsApi.class).getCredits());

    assertGet(server.received(), "/v1/credits");
    assertThat(answer.success()).isTrue();
    assertThat(answer.message()).isEmpty();
    assertThat(answer.data().token().remainingCredits()).isEqualTo(new BigDecimal("99416.4429"));
    assertThat(answer.data().token().unlimitedCredits()).isFalse();
    assertThat(answer.data().token().usedCredits()).isEqualTo(new BigDecimal("583.5571"));
    assertThat(answer.data().user().remainingCredits()).isEqualTo(new BigDecimal("1095.3996"));
    assertThat(answer.data().user().usedCredits()).isEqualTo(new BigDecimal("135.9048"));
  }
}
