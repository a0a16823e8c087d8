package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.TASK_ID;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.model.TaskUsage;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A price that no number can be is no price; what was paid for is found all the same. */
class AbsurdNumbersTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  static Stream<String> numbers() {
    return Stream.of(
        "1e999999999", "-1e-999999999", "1e99999999999999999999", "9".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void submitWithAnAbsurdPriceGivesItsTask(String number) {
    service.answer(
        MockService.task(
            "pending", ",\"usage\":{\"credits_reserved\":" + number + "},\"fee\":" + number));

    TaskHandle task = service.evolink.images().submit(ImageRequest.of("A cat")).result();

    assertThat(task.id()).isEqualTo(TASK_ID);
    assertThat(service.evolink.credits().spending())
        .hasToString("Spending[1 tasks, 0 credits reserved, 0 used, 1 without a price]");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void taskWithAnAbsurdPriceIsRead(String number) {
    service.answer(MockService.task("processing", ",\"usage\":{\"credits_used\":" + number + "}"));

    TaskSnapshot task = service.evolink.tasks().get(TASK_ID).result();

    assertThat(task.id()).isEqualTo(TASK_ID);
    TaskUsage usage = requireNonNull(task.task().usage());
    assertThat(usage.creditsUsed()).isNull();
    assertThat(usage.additionalProperties()).isEqualTo(Map.of("credits_used", number));
    assertThat(task.rawJson()).contains("\"credits_used\":\"" + number + "\"");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void resultWithAnAbsurdPriceIsGiven(String number) {
    service.answer(
        MockService.task(
            "completed",
            ",\"results\":[\"https://x.test/a.png\"],\"usage\":{\"credits_used\":N},\"result_data\":[N]"
                .replace("N", number)));

    Generation made = service.evolink.tasks().follow(TASK_ID, AT_ONCE).result();

    assertThat(made.only().uri()).hasToString("https://x.test/a.png");
    assertThat(made.creditsUsed()).isEmpty();
    assertThat(service.evolink.credits().spending().used()).isZero();
  }
}
