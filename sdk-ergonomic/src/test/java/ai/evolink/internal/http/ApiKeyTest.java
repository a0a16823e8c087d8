package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"sk-te\nst", "sk-te\rst", "sk-te st", "sk-te\u0000st", "sk-teßt"})
  void keyThatCannotTravelInAHeaderIsRefusedWithoutBeingRepeated(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiKey.of(key))
        .withMessageContaining("index 5")
        .satisfies(e -> assertThat(e).hasMessageNotContaining("sk-te"));
  }

  @Test
  void blankKeyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiKey.of(" \n"))
        .withMessageContaining("apiKey is blank");
  }

  @Test
  void whiteSpaceAroundAKeyIsDropped() {
    assertThat(ApiKey.of(" sk-test\n").authorization()).isEqualTo("Bearer sk-test");
  }

  @Test
  void keyIsNotPrinted() {
    assertThat(ApiKey.of("sk-test")).hasToString("ApiKey[hidden]");
  }
}
