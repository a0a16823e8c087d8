package ai.evolink;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubmitOptionsTest {
  @Test
  void orderIdIsCheckedWhenItIsSet() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubmitOptions.ofOrder(" "))
        .withMessage("orderId must be text without control characters, but was \"\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubmitOptions.ofOrder("a\nb"))
        .withMessage("orderId must be text without control characters, but was \"a b\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubmitOptions.ofOrder("a\ud800"))
        .withMessageStartingWith("orderId must not have half a surrogate pair");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubmitOptions.ofOrder("x".repeat(201)))
        .withMessage("orderId must have at most 200 characters, but has 201");
  }

  @Test
  void headersOfTheSdkAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubmitOptions.builder().header("authorization", "Bearer secret"))
        .withMessage("The header authorization is set by the SDK");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubmitOptions.builder().header("X-A", "b\nc"))
        .withMessageContaining("X-A");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SubmitOptions.builder().orderId("a").header("idempotency-key", "k").build())
        .withMessageContaining("Idempotency-Key");
  }

  @Test
  void timeoutMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubmitOptions.builder().submitTimeout(Duration.ZERO))
        .withMessage("submitTimeout must be positive, but was 0 s");
  }
}
