package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Poll;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollHistoryTest {
  private static final long SECOND = 1_000_000_000;
  private static final TaskHandle TASK = TaskHandle.ofId("task-unified-1");

  private final StatusNumbers statuses = new StatusNumbers();
  private final CommonAnswers common = new CommonAnswers();
  private final PollHistory history = new PollHistory();

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"id":"task-unified-1","status":"pending","progress":0,"created":1757165031,"model":"m",\
        "object":"image.generation.task","type":"image","task_info":{"can_cancel":true}}""",
        """
        {"id":"task-unified-1","status":"processing","progress":40,"created":1}""",
        """
        {"id":"task-unified-1","status":"processing"}""",
        """
        {"id":"another","status":"processing","progress":40}""",
        """
        {"status":"processing","progress":101}""",
        """
        {"id":17,"created":"today","progress":"half","status":"processing"}""",
        """
        {"id":"task-unified-1","status":"processing","progress":-1,"created":-9223372036854775808}""",
        """
        {"id":"task-unified-1","status":"resting","queue":{"place":[1,2]},"progress":null}""",
        """
        {"id":"task-unified-1","status":"completed","progress":100,"results":["https://a.example/1"]}""",
        "{}"
      })
  void nothingOfTheLastAnswerIsLost(String json) throws IOException {
    TaskSnapshot answer = snapshot(json);
    history.answered(TASK, answer, SECOND, statuses, common);
    assertThat(history.last(TASK)).isEqualTo(answer);
    assertThat(last(history, TASK).rawJson()).isEqualTo(answer.rawJson());
  }

  @Test
  void whatAnswersHaveInCommonIsKeptOnce() throws IOException {
    TaskHandle other = TaskHandle.ofId("task-unified-2");
    PollHistory second = new PollHistory();
    history.answered(TASK, pending("task-unified-1", 3), SECOND, statuses, common);
    second.answered(other, pending("task-unified-2", 4), SECOND, statuses, common);
    assertThat(last(history, TASK).task().taskInfo())
        .isNotNull()
        .isSameAs(last(second, other).task().taskInfo());
    assertThat(last(second, other).id()).isEqualTo("task-unified-2");
  }

  @Test
  void theLastAnswerOutlivesTheTrace() throws IOException {
    TaskSnapshot answer = pending("task-unified-1", 30);
    history.answered(TASK, answer, SECOND, statuses, common);
    for (int i = 1; i <= 2 * PollHistory.CAPACITY; i++) {
      history.failed(i * SECOND, new IOException("cut"));
    }
    assertThat(history.last(TASK)).isEqualTo(answer);
    assertThat(history.state(TASK).lastFailure()).hasMessage("cut");
  }

  @Test
  void theTraceHasTheLastPollsInOrder() {
    history.next(SECOND); // no poll, so nothing to say of it
    for (int i = 0; i < 300; i++) {
      history.failed(i * SECOND, new IOException("cut"));
      history.next((1 + i % 10) * SECOND);
      List<Poll> polls = history.trace(statuses);
      assertThat(polls).hasSize(Math.min(i + 1, PollHistory.CAPACITY));
      for (int j = 0; j < polls.size(); j++) {
        Poll poll = polls.get(polls.size() - 1 - j);
        assertThat(poll.elapsed()).hasSeconds(i - j);
        assertThat(poll.next()).contains(Duration.ofSeconds(1 + (i - j) % 10));
      }
      assertThat(history.lastPoll(statuses).elapsed()).hasSeconds(i);
    }
  }

  @Test
  void progressIsToldWithTheOneBeforeAndTheirTimes() throws IOException {
    assertThat(history.progress()).isNull();
    answeredAfter(1, 10);
    answeredAfter(2, 10);
    assertThat(history.progress())
        .isEqualTo(new ProgressSeen(10, Duration.ofSeconds(1), -1, Duration.ZERO));
    history.failed(3 * SECOND, new IOException("cut"));
    answeredAfter(4, 30);
    answeredAfter(5, 30);
    assertThat(history.progress())
        .isEqualTo(new ProgressSeen(30, Duration.ofSeconds(4), 10, Duration.ofSeconds(2)));
    answeredAfter(6, 60);
    assertThat(history.earlierProgress())
        .isEqualTo(new ProgressSeen(30, Duration.ofSeconds(4), 10, Duration.ofSeconds(2)));
  }

  @Test
  void anAnswerWithoutProgressForgetsWhatWasBefore() throws IOException {
    answeredAfter(1, 10);
    history.answered(TASK, snapshot("{\"status\":\"pending\"}"), 2 * SECOND, statuses, common);
    assertThat(history.progress()).isNull();
    answeredAfter(3, 40);
    assertThat(history.progress())
        .isEqualTo(new ProgressSeen(40, Duration.ofSeconds(3), -1, Duration.ZERO));
  }

  private void answeredAfter(int seconds, int progress) throws IOException {
    history.answered(TASK, pending("task-unified-1", progress), seconds * SECOND, statuses, common);
  }

  private static TaskSnapshot last(PollHistory history, TaskHandle task) {
    return Objects.requireNonNull(history.last(task));
  }

  private static TaskSnapshot pending(String id, int progress) throws IOException {
    return snapshot(
        "{\"id\":\""
            + id
            + "\",\"status\":\"pending\",\"created\":1757165031,\"progress\":"
            + progress
            + ",\"task_info\":{\"can_cancel\":true}}");
  }

  private static TaskSnapshot snapshot(String json) throws IOException {
    return Access.get()
        .snapshot(Objects.requireNonNull(EvolinkJson.moshi().adapter(Task.class).fromJson(json)));
  }
}
