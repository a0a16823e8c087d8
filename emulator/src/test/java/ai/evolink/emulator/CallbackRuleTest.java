package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackRuleTest {

  private final CallbackRule strict = new CallbackRule(Mode.STRICT);
  private final CallbackRule local = new CallbackRule(Mode.LOCAL);
  private final CallbackRule lenient = new CallbackRule(Mode.LENIENT);

  @ParameterizedTest
  @EnumSource(Mode.class)
  void publicHttpsIsAlwaysFine(Mode mode) {
    CallbackRule rule = new CallbackRule(mode);
    assertThat(rule.violation("https://your-domain.com/webhooks/image-task-completed")).isEmpty();
    assertThat(rule.violation("https://8.8.8.8:8443/hook?token=a")).isEmpty();
    assertThat(rule.violation("https://[2001:4860:4860::8888]/hook")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/hook",
        "https://127.0.0.1/hook",
        "http://localhost:8080/hook",
        "http://hooks.localhost/",
        "http://[::1]:8080/hook",
        "https://2130706433/"
      })
  void thisMachineIsFineUnlessStrict(String address) {
    assertThat(local.violation(address)).isEmpty();
    assertThat(lenient.violation(address)).isEmpty();
    assertThat(strict.violation(address)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://0x7f000001/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://intranet/hook"
      })
  void internalAddressesAreFineInLenientModeOnly(String address) {
    assertThat(lenient.violation(address)).isEmpty();
    assertThat(local.violation(address)).get().asString().contains("private or internal");
    assertThat(strict.violation(address)).get().asString().contains("private or internal");
  }

  @Test
  void plainHttpToTheWorldIsFineInLenientModeOnly() {
    assertThat(strict.violation("http://example.com/")).get().asString().contains("https");
    assertThat(local.violation("http://example.com/")).get().asString().contains("https");
    assertThat(lenient.violation("http://example.com/")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hook",
        "ftp://example.com/",
        "https:///nohost",
        "https://127.1/",
        "https://ex ample.com/"
      })
  void whatIsNoAddressIsNeverFine(String address) {
    assertThat(lenient.violation(address)).isPresent();
    assertThat(local.violation(address)).isPresent();
  }

  @Test
  void refusalNamesTheField() {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().mode(Mode.STRICT).start()) {
      Api api = new Api(emulator);
      Api.Answer answer = api.submit(cat().put("callback_url", "http://127.0.0.1/hook"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error().path("param").asString()).isEqualTo("callback_url");
      assertThat(answer.message()).startsWith("callback_url must use https");
      String tooLong = "https://example.com/" + "x".repeat(2048 - 19);
      assertThat(api.submit(cat().put("callback_url", tooLong)).message())
          .isEqualTo("callback_url must have at most 2048 characters, but has 2049");
    }
  }
}
