package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.Kind;
import ai.evolink.TaskPage;
import ai.evolink.TaskQuery;
import ai.evolink.TaskSummary;
import ai.evolink.TransportException;
import ai.evolink.model.TaskStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskListTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  private EvolinkClient daring = EvolinkClient.builder(MockService.KEY).build();

  @BeforeEach
  void open() {
    daring = service.client().allowExperimental().build();
  }

  @AfterEach
  void close() {
    daring.close();
  }

  /** A page with tasks of these numbers. */
  private void answer(int page, int size, long total, int... numbers) {
    String rows =
        IntStream.of(numbers)
            .mapToObj(
                number ->
                    "{\"id\":\"task-unified-%d\",\"status\":\"completed\",\"type\":\"image\"}"
                        .formatted(number))
            .collect(Collectors.joining(","));
    service.answer(
        "{\"data\":[%s],\"total\":%d,\"page\":%d,\"page_size\":%d}"
            .formatted(rows, total, page, size));
  }

  private List<String> all(TaskQuery query) {
    List<String> ids = new ArrayList<>();
    daring.tasks().listAll(query).forEach(task -> ids.add(task.id().substring(13)));
    return ids;
  }

  @Test
  void withoutTheSwitchItIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> service.evolink.tasks().list(TaskQuery.ofAll()))
        .withMessage(
            "list is experimental: call allowExperimental() on the client's builder first.");
    assertThatIllegalStateException()
        .isThrownBy(() -> service.evolink.tasks().listAll(TaskQuery.ofAll()))
        .withMessageContaining("listAll is experimental");
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void filtersAreAskedForAndRowsAreRead() throws Exception {
    service.answer(
        """
        {"data":[{"id":"task-unified-1","status":"failed","model":"suno-v5","type":"audio",
          "progress":0,"created_at":1757165031,"has_results":false,"has_error":true,
          "credits_used":0.5}, {"status":"odd","type":"smell","created_at":"yesterday"}],
         "total":71,"page":1,"page_size":20}""");
    TaskQuery query =
        TaskQuery.builder()
            .status(TaskStatus.FAILED)
            .kind(Kind.AUDIO)
            .model("suno-v5")
            .pageSize(20)
            .build();

    TaskPage page = daring.tasks().list(query).result();

    assertThat(service.taken().getRequestLine())
        .isEqualTo(
            "GET /v1/tasks?status=failed&type=audio&model=suno-v5&page=1&page_size=20 HTTP/1.1");
    assertThat(page.number()).isEqualTo(1);
    assertThat(page.total()).hasValue(71);
    assertThat(page.isLast()).isFalse();
    TaskSummary first = page.tasks().get(0);
    assertThat(first.id()).isEqualTo("task-unified-1");
    assertThat(first.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(first.isTerminal()).isTrue();
    assertThat(first.model()).contains("suno-v5");
    assertThat(first.kind()).isEqualTo(Kind.AUDIO);
    assertThat(first.progress()).hasValue(0);
    assertThat(first.createdAt()).contains(Instant.ofEpochSecond(1757165031));
    assertThat(first.creditsUsed()).contains(new BigDecimal("0.5"));
    assertThat(first.entry().hasError()).isTrue();
    assertThat(first)
        .hasToString("TaskSummary[task-unified-1, suno-v5, failed, 2025-09-06T13:23:51Z]");
    TaskSummary odd = page.tasks().get(1);
    assertThat(odd.id()).isEmpty();
    assertThat(odd.kind()).isEqualTo(Kind.OTHER);
    assertThat(odd.isTerminal()).isFalse();
    assertThat(odd.createdAt()).isEmpty();
    assertThat(odd.creditsUsed()).isEmpty();
  }

  @Test
  void pagesFollowEachOther() throws Exception {
    answer(1, 2, 3, 9, 8);
    answer(2, 2, 3, 7);

    TaskPage first = daring.tasks().list(TaskQuery.builder().pageSize(2).build()).result();
    TaskPage second = first.next().result();

    assertThat(second.number()).isEqualTo(2);
    assertThat(second.isLast()).isTrue();
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(second::next)
        .withMessage("Page 2 is the last one");
    service.taken();
    assertThat(service.taken().getRequestLine()).contains("page=2&page_size=2");
  }

  @Test
  void iterationAsksForAPageWhenItIsNeeded() {
    answer(1, 2, 4, 9, 8);
    Iterator<TaskSummary> tasks =
        daring.tasks().listAll(TaskQuery.builder().pageSize(2).build()).iterator();
    assertThat(service.server.getRequestCount()).isZero();

    tasks.next();
    tasks.next();
    assertThat(service.server.getRequestCount()).isEqualTo(1);

    answer(2, 2, 4, 8, 7); // a new task has moved the others
    assertThat(tasks.next().id()).isEqualTo("task-unified-7");
    assertThat(tasks.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(tasks::next);
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void iterationEndsAfterSoManyTasks() {
    answer(1, 2, 1_000_000, 9, 8);
    answer(2, 2, 1_000_000, 7, 6);

    assertThat(all(TaskQuery.builder().pageSize(2).atMost(3).build()))
        .containsExactly("9", "8", "7");
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void iterationEndsIfThePagesTellNothingNew() {
    for (int page = 1; page <= 4; page++) {
      answer(page, 2, 1_000_000, 9, 8);
    }

    assertThat(all(TaskQuery.builder().pageSize(2).build())).containsExactly("9", "8");
    assertThat(service.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void iterationEndsWithAnEmptyOrAShortPage() {
    answer(1, 2, 10, 9, 8);
    answer(2, 2, 10);
    assertThat(all(TaskQuery.builder().pageSize(2).build())).containsExactly("9", "8");

    service.answer("{\"data\":[{\"id\":\"task-unified-1\"}]}");
    assertThat(all(TaskQuery.builder().pageSize(2).build())).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[{\"id\":\"a\"}],\"page\":1,\"page_size\":1,\"total\":9}",
        "{\"object\":\"list\",\"data\":[{\"id\":\"a\"}],\"has_more\":true}"
      })
  void serviceThatPagesInAnotherWayIsNotAskedForEver(String answer) {
    answer(1, 1, 9, 9);
    service.answer(answer);
    Iterator<TaskSummary> tasks =
        daring.tasks().listAll(TaskQuery.builder().pageSize(1).build()).iterator();
    tasks.next();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(tasks::next)
        .withMessageContaining("page 2 was asked for");
  }

  @Test
  void serviceWithoutTheListRefuses() {
    service.answer(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"Invalid URL\"}}");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> daring.tasks().list(TaskQuery.ofAll()).result());

    service.answer("{\"error\":{\"code\":\"unauthorized\",\"message\":\"no\"}}");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> daring.tasks().list(TaskQuery.ofAll()).result())
        .satisfies(refusal -> assertThat(refusal.code()).contains("unauthorized"));
  }

  @Test
  void queryRefusesWhatTheServiceDoesNotTake() {
    TaskQuery.Builder query = TaskQuery.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> query.pageSize(51))
        .withMessage("pageSize must be 1 to 50, but is 51");
    assertThatIllegalArgumentException().isThrownBy(() -> query.pageSize(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query.atMost(0))
        .withMessage("atMost must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query.kind(Kind.OTHER))
        .withMessage("kind must be IMAGE, VIDEO or AUDIO, but is OTHER");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query.model(" "))
        .withMessage("model is blank");
    assertThat(query.build()).hasToString("TaskQuery[pages of 50]");
    assertThat(TaskQuery.ofAll().atMost()).isEqualTo(1_000);
  }
}
