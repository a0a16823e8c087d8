package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.TaskHandle;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteCancelTest {
  @RegisterExtension final MockService service = new MockService();

  private EvolinkClient daring = EvolinkClient.builder(MockService.KEY).build();
  private TaskHandle task = handle();

  private TaskHandle handle() {
    return TaskHandle.ofId(MockService.TASK_ID);
  }

  @BeforeEach
  void open() {
    daring = service.client().requestTimeout(Duration.ofHours(1)).allowExperimental().build();
    task = handle();
  }

  @AfterEach
  void close() {
    daring.close();
  }

  @Test
  void withoutTheSwitchItIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> service.evolink.tasks().cancelRemotely(task))
        .withMessageContaining("allowExperimental()");
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void draftEndpointIsAsked() throws Exception {
    service.answer(
        "{\"id\":\"" + task.id() + "\",\"object\":\"task.cancelled\",\"status\":\"cancelled\"}");

    assertThat(daring.tasks().cancelRemotely(task).result()).isTrue();
    assertThat(service.taken().getRequestLine())
        .isEqualTo("DELETE /v1/tasks/" + task.id() + " HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 409})
  void serviceThatDoesNotIsNoError(int status) {
    service.answer(status, "{\"error\":{\"message\":\"no\"}}");

    assertThat(daring.tasks().cancelRemotely(task).result()).isFalse();
  }

  @Test
  void otherRefusalsAre() {
    service.answer(401, "{\"error\":{\"message\":\"no\"}}");

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> daring.tasks().cancelRemotely(task).result());
  }

  @Test
  void cancellationThatIsGivenUpIsBrokenOff() throws Exception {
    service.answer(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    EvolinkFuture<Boolean> cancelled = daring.tasks().cancelRemotely(task);
    service.taken();
    assertThat(daring.callsInFlight()).isEqualTo(1);

    cancelled.cancel(true);

    StillClock.until(() -> daring.callsInFlight() == 0, "the call to end");
  }
}
