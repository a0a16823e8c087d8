package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class TaskListTest extends WithControl {

  @Test
  void tasksAreListedNewestFirst() {
    String cat = api.submit("A cat").id();
    clock.advance(Duration.ofSeconds(10));
    String dog = api.submit("A dog").id();
    JsonNode list = api.get("/v1/tasks").json();

    assertThat(ids(list)).containsExactly(dog, cat);
    assertThat(list.path("total").asInt()).isEqualTo(2);
    assertThat(list.path("page").asInt()).isEqualTo(1);
    assertThat(list.path("page_size").asInt()).isEqualTo(20);
    assertThat(list.path("data").path(1))
        .hasToString(
            "{\"id\":\""
                + cat
                + "\",\"model\":\"gemini-2.5-flash-image\",\"type\":\"image\","
                + "\"status\":\"completed\",\"progress\":100,\"created_at\":"
                + clock.now().minusSeconds(10).getEpochSecond()
                + ",\"has_results\":true,\"has_error\":false,\"credits_used\":1.6}");
    assertThat(list.path("data").path(0).has("credits_used")).isFalse();
  }

  @Test
  void pagesFollowOneAnother() {
    for (int i = 0; i < 5; i++) {
      api.submit("A cat");
    }
    List<String> all = ids(api.get("/v1/tasks").json());

    JsonNode second = api.get("/v1/tasks?page=2&page_size=2").json();
    assertThat(ids(second)).isEqualTo(all.subList(2, 4));
    assertThat(second.path("total").asInt()).isEqualTo(5);
    assertThat(second.path("page").asInt()).isEqualTo(2);
    assertThat(second.path("page_size").asInt()).isEqualTo(2);
    assertThat(ids(api.get("/v1/tasks?page=3&page_size=2").json())).isEqualTo(all.subList(4, 5));
    assertThat(ids(api.get("/v1/tasks?page=4&page_size=2").json())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "status=completed, 1",
    "status=failed, 1",
    "status=pending, 2",
    "status=processing, 2",
    "status=lost, 0",
    "type=image, 3",
    "type=video, 1",
    "model=krea-2-turbo, 0",
    "model=gemini-2.5-flash-image&type=image&status=failed, 1"
  })
  void tasksAreFiltered(String query, int number) {
    api.submit("A cat emulator:takes:0");
    api.submit("A cat emulator:fail:service_error emulator:takes:0");
    api.submit("A cat");
    SampleRequest video = SampleRequest.of("kling-v3-text-to-video");
    video.submit(api, video.body());
    JsonNode list = api.get("/v1/tasks?" + query).json();

    assertThat(list.path("data").size()).isEqualTo(number);
    assertThat(list.path("total").asInt()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "page_size=1000, 1, 50",
    "page_size=0&page=0, 1, 1",
    "page=-1&page_size=x, 1, 20",
    "page=999999999&page_size=50, 999999999, 50",
    "page=99999999999999, 1, 20"
  })
  void numbersOutOfRangeAreCorrectedAndTold(String query, int page, int size) {
    api.submit("A cat");
    JsonNode list = api.get("/v1/tasks?" + query).json();

    assertThat(list.path("page").asInt()).isEqualTo(page);
    assertThat(list.path("page_size").asInt()).isEqualTo(size);
  }

  @Test
  void eachAccountSeesItsOwn() {
    api.submit("A cat");

    assertThat(api.as("sk-other").get("/v1/tasks").json().path("total").asInt()).isZero();
    assertThat(control.get("/v1/tasks").status()).isEqualTo(401);
  }

  @Test
  void faultsHappenToTheList() {
    emulator.inject(Fault.status(503).on(ApiOperation.LIST_TASKS).once());

    assertThat(api.get("/v1/tasks").status()).isEqualTo(503);
    assertThat(api.get("/v1/tasks").status()).isEqualTo(200);
  }

  private static List<String> ids(JsonNode list) {
    return list.path("data").valueStream().map(row -> row.path("id").asString()).toList();
  }
}
