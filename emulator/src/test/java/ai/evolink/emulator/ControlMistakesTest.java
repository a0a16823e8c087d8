package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mistakes in what the control API is told are named: the field, what is wrong, what would be
 * right.
 */
@Timeout(60)
class ControlMistakesTest extends WithControl {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "POST; /_emulator/faults; {\"fault\":\"explode\"}; fault; must be one of none, status, cut",
        "POST; /_emulator/faults; {}; fault; but is missing",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"x\":1}; x; There is no field x; there are",
        "POST; /_emulator/faults; [{\"fault\":\"none\"},{\"fault\":1}]; [1].fault; but was 1",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"on\":[\"moon\"]}; on; but was \"moon\"",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"status\":500}; status; does not go with none",
        "POST; /_emulator/faults; {\"fault\":\"status\",\"status\":99}; status; between 200 and 599",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"times\":0}; times; but was 0",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"probability\":2}; probability; but was 2",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"retry_after\":2}; retry_after; goes with a",
        "POST; /_emulator/faults; {\"fault\":\"delay\",\"seconds\":\"x\"}; seconds; number of seconds",
        "POST; /_emulator/faults; not json; ''; not valid JSON",
        "PUT; /_emulator/defaults; {\"pace\":-1}; pace; between 0 and",
        "PUT; /_emulator/defaults; {\"outcome\":{\"status\":\"x\"}}; outcome.status; must be",
        "PUT; /_emulator/defaults; {\"next\":{}}; next; must be an array",
        "PUT; /_emulator/defaults; {\"next\":[{\"staus\":1}]}; next[0].staus; There is no field",
        "PUT; /_emulator/defaults; []; ''; must be a JSON object",
        "POST; /_emulator/clock/advance; {}; seconds; but is missing",
        "PUT; /_emulator/prices/krea-2-turbo; {}; rule; one of rule, factor and credits",
        "PUT; /_emulator/prices/krea-2-turbo; {\"factor\":2,\"credits\":1}; rule; one of rule",
        "PUT; /_emulator/prices/krea-2-turbo; {\"factor\":0}; factor; above 0 and at most",
        "PUT; /_emulator/prices/krea-2-turbo; {\"factor\":\"2\"}; factor; must be a number",
        "PUT; /_emulator/prices/krea-2-turbo; {\"credits\":-1}; credits; must not be negative",
        "PUT; /_emulator/prices/krea-2-turbo; {\"rule\":7}; rule; must be an object, or null",
        "PUT; /_emulator/prices/krea-2-turbo; {\"price\":7}; price; There is no field price",
        "POST; /_emulator/reset; {\"all\":true}; all; There is no field all; there are none",
        "POST; /_emulator/callbacks; {\"task_id\":\"x\"}; task_id; there is no task 'x'"
      })
  void mistakeIsNamed(String method, String path, String json, String param, String message) {
    Api.Answer answer = control.send(path, method, json);

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(400);
    assertThat(answer.message()).contains(message);
    assertThat(answer.error().path("param").asString("")).isEqualTo(param);
    assertThat(emulator.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; status; either status or progress",
        "{\"status\":\"done\"}; status; must be completed, failed or cancelled",
        "{\"progress\":100}; progress; between 0 and 99, but was 100",
        "{\"progress\":1,\"error_code\":\"x\"}; error_code; does not go with progress",
        "{\"status\":\"completed\",\"error_code\":\"x\"}; error_code; failed only",
        "{\"status\":\"failed\",\"error_code\":\"no spaces\"}; error_code; but was 'no spaces'"
      })
  void mistakeAboutATaskIsNamed(String json, String param, String message) {
    String id = api.submit("A cat").id();
    Api.Answer answer = control.post("/_emulator/tasks/" + id, json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains(message);
    assertThat(answer.error().path("param").asString()).isEqualTo(param);
    assertThat(status(id)).isEqualTo("pending 0");
  }
}
