package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", ".", ".."})
  void whatCanNameNoTaskIsRefused(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskHandle.ofId(id))
        .withMessage(
            "taskId must be an id such as task-unified-1757169743-7cvnl5zw, but was \""
                + id
                + "\"");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without null checks does
  void missingIdIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> TaskHandle.ofId(null)).withMessage("taskId");
  }

  @Test
  void tokenInPlaceOfAnIdSaysWhereItBelongs() {
    String token = TaskHandle.ofId("task-unified-1757169743-7cvnl5zw").toToken();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskHandle.ofId(token))
        .withMessage(
            "This is a task token, not an id. To wait for its task use tasks().resume(token).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", ".a", "a..", "%2e%2e", "../x", "/", "a b", "7"})
  void anyOtherTextIsTheServersToRefuse(String id) {
    assertThat(TaskHandle.ofId(id).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void tokenOfWhatCanNameNoTaskIsDamaged(String id) {
    String token = TaskHandle.of(id, Kind.IMAGE, Instant.EPOCH, null, null, false).toToken();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskHandle.fromToken(token))
        .withMessageContaining("damaged");
  }
}
