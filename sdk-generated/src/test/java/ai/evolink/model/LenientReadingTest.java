package ai.evolink.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not quite as documented: nothing fails, nothing is lost. */
class LenientReadingTest {
  private final JsonAdapter<Task> tasks = EvolinkJson.moshi().adapter(Task.class);

  @Test
  void unknownPropertyIsKeptAndWrittenAgain() throws Exception {
    String json = "{\"id\":\"t\",\"queue\":{\"position\":7,\"of\":null,\"share\":0.50},\"x\":null}";

    Task task = tasks.fromJson(json);

    assertThat(task.additionalProperties()).containsOnlyKeys("queue", "x");
    assertThat(task.additionalProperties().get("queue"))
        .hasToString("{position=7, of=null, share=0.50}");
    assertThat(tasks.toJson(task)).isEqualTo(json);
    assertThat(tasks.toJson(task.toBuilder().id("u").build()))
        .isEqualTo(json.replace("\"t\"", "\"u\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"created\":\"yesterday\"}",
        "{\"created\":1.5}",
        "{\"created\":9223372036854775808}",
        "{\"progress\":3000000000}",
        "{\"progress\":true}",
        "{\"id\":17}",
        "{\"status\":{\"name\":\"completed\"}}",
        "{\"status\":[\"completed\"]}",
        "{\"results\":\"https://example.com/a.png\"}",
        "{\"results\":[{\"url\":\"https://example.com/a.png\"}]}",
        "{\"results\":[\"https://example.com/a.png\",null]}",
        "{\"results\":[\"https://example.com/a.png\",\"not a link\",7]}",
        "{\"error\":\"it broke\"}",
        "{\"error\":{\"code\":503}}",
        "{\"task_info\":[]}",
        "{\"task_info\":{\"can_cancel\":\"no\",\"estimated_time\":4.5}}",
        "{\"duration\":\"long\"}",
        "{\"usage\":{\"credits_used\":\"0.5\"}}"
      })
  void propertyOfAnotherTypeIsAbsentAndKept(String json) throws Exception {
    Task task = tasks.fromJson(json);

    assertThat(tasks.toJson(task)).isEqualTo(json);
    assertThat(tasks.fromJson(tasks.toJson(task))).isEqualTo(task);
    assertThat(task.created()).isNull();
    assertThat(task.results()).isNull();
  }

  @Test
  void badLinkAndBadTimeAreKeptAsText() throws Exception {
    JsonAdapter<UploadedFile> files = EvolinkJson.moshi().adapter(UploadedFile.class);
    String json = "{\"file_url\":\"not a link\",\"expires_at\":\"2025-10-12\"}";

    UploadedFile file = files.fromJson(json);

    assertThat(file.fileUrl()).isNull();
    assertThat(file.expiresAt()).isNull();
    assertThat(file.additionalProperties())
        .isEqualTo(Map.of("file_url", "not a link", "expires_at", "2025-10-12"));
    assertThat(files.toJson(file)).isEqualTo(json);
  }

  @Test
  void typedValueReplacesWhatDidNotFit() throws Exception {
    Task task = tasks.fromJson("{\"created\":\"yesterday\"}");

    assertThat(tasks.toJson(task.toBuilder().created(5L).build())).isEqualTo("{\"created\":5}");
  }

  @Test
  void lastOfTwoPropertiesOfOneNameCounts() throws Exception {
    assertThat(tasks.toJson(tasks.fromJson("{\"created\":\"x\",\"created\":5}")))
        .isEqualTo("{\"created\":5}");
    assertThat(tasks.toJson(tasks.fromJson("{\"created\":5,\"created\":\"x\"}")))
        .isEqualTo("{\"created\":\"x\"}");
  }

  @Test
  void nullIsAbsent() throws Exception {
    Task task =
        tasks.fromJson(
            "{\"id\":null,\"status\":null,\"results\":null,\"error\":null,\"usage\":null}");

    assertThat(task).isEqualTo(Task.builder().build());
    assertThat(tasks.toJson(task)).isEqualTo("{}");
    assertThat(tasks.fromJson("null")).isNull();
  }

  @Test
  void numbersStayExact() throws Exception {
    String json =
        "{\"result_data\":[7,0.5442,1.50,-0.1,1E+400,12345678901234567890,9223372036854775807,1e2]}";

    Task task = tasks.fromJson(json);

    assertThat(task.resultData())
        .isEqualTo(
            Arrays.asList(
                7L,
                new BigDecimal("0.5442"),
                new BigDecimal("1.50"),
                new BigDecimal("-0.1"),
                new BigDecimal("1E+400"),
                new BigDecimal("12345678901234567890"),
                Long.MAX_VALUE,
                new BigDecimal("1e2")));
    assertThat(tasks.toJson(task)).isEqualTo(json.replace("1e2", "1E+2"));
  }

  static Stream<String> absurdNumbers() {
    return Stream.of(
        "1e1001",
        "1E-1001",
        "1e999999999",
        "-12e2147483647",
        "1e2147483648",
        "0." + "0".repeat(1_000) + "1",
        "1".repeat(1_001),
        "9".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("absurdNumbers")
  void absurdNumberIsKeptAsItsText(String number) throws Exception {
    Task task =
        tasks.fromJson(
            "{\"id\":\"t\",\"created\":N,\"progress\":N,\"duration\":N,\"result_data\":[N],\"new\":{\"a\":N}}"
                .replace("N", number));

    assertThat(task.id()).isEqualTo("t");
    assertThat(task.created()).isNull();
    assertThat(task.progress()).isNull();
    assertThat(task.duration()).isNull();
    assertThat(task.resultData()).isEqualTo(List.of(number));
    assertThat(task.additionalProperties())
        .isEqualTo(
            Map.of(
                "created",
                number,
                "progress",
                number,
                "duration",
                number,
                "new",
                Map.of("a", number)));
    assertThat(tasks.fromJson(tasks.toJson(task))).isEqualTo(task);
  }

  @ParameterizedTest
  @MethodSource("absurdNumbers")
  void absurdPriceIsAbsentAndTheRestIsRead(String number) throws Exception {
    JsonAdapter<TaskSubmission> submissions = EvolinkJson.moshi().adapter(TaskSubmission.class);

    TaskSubmission answer =
        submissions.fromJson(
            "{\"id\":\"t\",\"usage\":{\"credits_reserved\":"
                + number
                + ",\"billing_rule\":\"per_call\"}}");

    assertThat(answer.id()).isEqualTo("t");
    SubmissionUsage usage = requireNonNull(answer.usage());
    assertThat(usage.creditsReserved()).isNull();
    assertThat(usage.billingRule()).hasToString("per_call");
    assertThat(usage.additionalProperties()).isEqualTo(Map.of("credits_reserved", number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000", "1E-1000", "-1.5e1000"})
  void largestNumberIsStillANumber(String number) throws Exception {
    assertThat(tasks.fromJson("{\"result_data\":" + number + "}").resultData())
        .isEqualTo(new BigDecimal(number));
  }

  @Test
  void longestNumberIsStillANumber() throws Exception {
    String digits = "1".repeat(1_000);

    assertThat(tasks.fromJson("{\"result_data\":" + digits + "}").resultData())
        .isEqualTo(new BigDecimal(digits));
  }

  @Test
  void wholeNumberIsReadHoweverItIsWritten() throws Exception {
    Task task = tasks.fromJson("{\"created\":1.5e3,\"progress\":70.0,\"duration\":-0}");

    assertThat(tasks.toJson(task)).isEqualTo("{\"created\":1500,\"progress\":70,\"duration\":0}");
  }

  @Test
  void deepJsonIsRead() throws Exception {
    String json = "{\"result_data\":" + "[".repeat(200) + "]".repeat(200) + "}";

    assertThat(tasks.toJson(tasks.fromJson(json))).isEqualTo(json);
  }

  @Test
  void endlessNestingIsRefusedWithoutOverflow() {
    assertThatThrownBy(() -> tasks.fromJson("{\"result_data\":" + "[".repeat(100_000)))
        .isInstanceOf(JsonDataException.class)
        .hasMessageContaining("Nesting too deep");
  }

  @Test
  void freeJsonKeepsItsOrderAndCannotBeChanged() throws Exception {
    Task task = tasks.fromJson("{\"result_data\":{\"z\":1,\"a\":[true,null,\"t\"],\"m\":{}}}");

    assertThat(task.resultData()).hasToString("{z=1, a=[true, null, t], m={}}");
    assertThat(task.resultData())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .isUnmodifiable()
        .extractingByKey("a", InstanceOfAssertFactories.LIST)
        .isUnmodifiable();
  }

  @Test
  void documentOfAnotherTypeIsAnError() {
    assertThatThrownBy(() -> tasks.fromJson("[1]"))
        .isInstanceOf(JsonDataException.class)
        .hasMessage("Expected an object but was BEGIN_ARRAY up to path $");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"id\":}", "<html>", "{\"id\":\"a\"", "nul"})
  void brokenJsonIsAnIoError(String json) {
    assertThatThrownBy(() -> tasks.fromJson(json)).isInstanceOf(IOException.class);
  }

  @Test
  void platformTypesAreKnownToMoshi() throws Exception {
    assertThat(EvolinkJson.moshi().adapter(URI.class).fromJson("\"https://example.com/\""))
        .isEqualTo(URI.create("https://example.com/"));
    assertThat(EvolinkJson.moshi().adapter(BigDecimal.class).toJson(new BigDecimal("1.10")))
        .isEqualTo("1.10");
    JsonAdapter<Map<String, List<Task>>> nested =
        EvolinkJson.moshi()
            .adapter(
                Types.newParameterizedType(
                    Map.class, String.class, Types.newParameterizedType(List.class, Task.class)));
    assertThat(nested.fromJson("{\"data\":[{\"id\":\"t\"}]}"))
        .isEqualTo(Map.of("data", List.of(Task.builder().id("t").build())));
  }
}
