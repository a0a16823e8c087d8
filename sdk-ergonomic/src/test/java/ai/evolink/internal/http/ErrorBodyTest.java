package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.model.EvolinkJson;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {
  @Test
  void mediaEnvelopeHasATextualCode() {
    ErrorBody body =
        parse(
            """
            {"error":{"code":"invalid_task_id","message":"Invalid task ID format",
             "type":"invalid_request_error","param":"task_id"}}""");

    assertThat(body.envelope).isTrue();
    assertThat(body.code).isEqualTo("invalid_task_id");
    assertThat(body.message).isEqualTo("Invalid task ID format");
    assertThat(body.type).isEqualTo("invalid_request_error");
    assertThat(body.param).isEqualTo("task_id");
  }

  @Test
  void creditsEnvelopeHasANumericCodeAndATip() {
    ErrorBody body =
        parse(
            """
            {"error":{"code":429,"message":"Rate limit exceeded","type":"rate_limit_error",
             "fallback_suggestion":"retry after 60 seconds"}}""");

    assertThat(body.code).isEqualTo("429");
    assertThat(body.suggestion).isEqualTo("retry after 60 seconds");
  }

  @Test
  void messagesEnvelopeHasItsRequestIdOutside() {
    ErrorBody body =
        parse(
            """
            {"type":"error","error":{"type":"overloaded_error","message":"Busy"},
             "request_id":"req-1","fallback_suggestion":"later"}""");

    assertThat(body.code).isNull();
    assertThat(body.type).isEqualTo("overloaded_error");
    assertThat(body.requestId).isEqualTo("req-1");
    assertThat(body.suggestion).isEqualTo("later");
  }

  @Test
  void filesEnvelopeHasItsCodeAtTheTop() {
    ErrorBody body = parse("{\"success\":false,\"code\":40003,\"msg\":\"quota reached\"}");

    assertThat(body.envelope).isTrue();
    assertThat(body.code).isEqualTo("40003");
    assertThat(body.message).isEqualTo("quota reached");
  }

  @Test
  void textInPlaceOfTheObjectIsTheMessage() {
    assertThat(parse("{\"error\":\"nope\"}").message).isEqualTo("nope");
    assertThat(parse("{\"error\":\"nope\",\"error_description\":\"never\"}").message)
        .isEqualTo("never");
    assertThat(parse("{\"message\":\"gone\"}").message).isEqualTo("gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>502 Bad Gateway</body></html>",
        "[1,2]",
        "\"text\"",
        "{\"error\":{\"code\":",
        "{}",
        "null",
        "\u0000\u0001"
      })
  void whatIsNoEnvelopeIsKeptRaw(String text) {
    ErrorBody body = parse(text);

    assertThat(body.envelope).isFalse();
    assertThat(body.code).isNull();
    assertThat(body.raw).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"code":"x"}}             | true  | true
          {"error":{"type":"x"}}             | true  | true
          {"error":{"message":"x"}}          | true  | true
          {"success":false}                  | true  | true
          {"error":{"param":"x"}}            | false | false
          {"error":{"code":" "}}             | false | false
          {"error":{},"code":"x"}            | false | false
          {"success":true,"message":"x"}     | false | false
          {"error":"x"}                      | false | true
          {"code":503}                       | false | true
          {"code":"400"}                     | false | true
          {"code":200}                       | false | false
          {"code":"4000"}                    | false | false
          """)
  void envelopeAndRefusalAreToldApart(String text, boolean envelope, boolean refusal) {
    assertThat(parse(text).envelope).isEqualTo(envelope);
    assertThat(parse(text).isRefusal()).isEqualTo(refusal);
  }

  @Test
  void blankTextGivesWayToTheNextPlace() {
    ErrorBody body =
        parse(
            """
            {"error":{"code":"","message":" ","suggestion":"smaller","request_id":"req-2",
             "limit_scope":"mcp"},
             "code":7,"msg":"no","message":"never","request_id":"req-3"}""");

    assertThat(body.code).isEqualTo("7");
    assertThat(body.message).isEqualTo("no");
    assertThat(body.suggestion).isEqualTo("smaller");
    assertThat(body.requestId).isEqualTo("req-2");
    assertThat(body.limitScope).isEqualTo("mcp");
  }

  @Test
  void wordIsACodeOnlyIfItIsDescribed() {
    assertThat(parse("{\"error\":\"nope\"}").code).isNull();
    assertThat(parse("{\"error\":\"nope\",\"error_description\":7}").code).isNull();
    assertThat(parse("{\"error\":\"nope\",\"error_description\":\"x\"}").code).isEqualTo("nope");
    assertThat(parse("{\"error\":{\"type\":\"x\"},\"error_description\":\"x\"}").code).isNull();
  }

  @Test
  void markBeforeTheBodyHidesNothing() {
    ErrorBody body = parse("\uFEFF{\"error\":{\"code\":\"x\"}}");

    assertThat(body.code).isEqualTo("x");
    assertThat(body.envelope).isTrue();
  }

  @Test
  void failedTaskIsReadAsARefusalIs() {
    ErrorBody body =
        ErrorBody.of(
            Map.of(
                "error",
                Map.of("code", "c", "message", "m", "type", "t", "suggestion", "smaller")));

    assertThat(body.code()).isEqualTo("c");
    assertThat(body.message()).isEqualTo("m");
    assertThat(body.type()).isEqualTo("t");
    assertThat(body.suggestion()).isEqualTo("smaller");
    assertThat(body.raw).isNull();
  }

  @Test
  void emptyBodyIsNothing() {
    ErrorBody body = parse("");

    assertThat(body.raw).isNull();
    assertThat(body.excerpt()).isNull();
    assertThat(body.envelope).isFalse();
  }

  @Test
  void excerptIsOneShortLine() {
    String excerpt = parse("<html>\n\t" + "x".repeat(1_000) + "</html>").excerpt();

    assertThat(excerpt).hasSize(301).startsWith("<html> xxx").endsWith("x…");
  }

  @Test
  void deeplyNestedBodyIsKeptRaw() {
    assertThat(parse("[".repeat(20_000)).envelope).isFalse();
  }

  private static ErrorBody parse(String text) {
    return ErrorBody.parse(text, EvolinkJson.moshi().adapter(Object.class));
  }
}
