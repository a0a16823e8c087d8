package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  private static final String KEY = "sk-Te/st+0123\"456789";

  private static final ApiKey ODD = ApiKey.of(KEY);

  @Test
  void keyMayEndWithTheLastCharacterOfAscii() {
    assertThat(ApiKey.of("!sk-test~").authorization()).isEqualTo("Bearer !sk-test~");
    assertThatIllegalArgumentException().isThrownBy(() -> ApiKey.of("sk-test\u007f"));
  }

  /** A key of a test may be any word of any answer. */
  @ParameterizedTest
  @CsvSource({"sk-test, false", "sk-test8, true"})
  void keyOfEightCharactersIsASecret(String key, boolean found) {
    assertThat(ApiKey.of(key).isIn(new Buffer().writeUtf8("{\"code\":\"" + key + "\"}")))
        .isEqualTo(found);
  }

  @Test
  void bodyWithoutTheKeyIsNotCopied() {
    assertThat(ODD.isIn(new Buffer().writeUtf8("{\"code\":\"sk-Te\"}"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void base64OfTheKeyIsFoundWhateverStandsAround(int before) {
    for (int after = 0; after < 3; after++) {
      String text = "u".repeat(before) + KEY + "u".repeat(after);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String encoded = encoder.encodeToString(bytes);

        String clean = ODD.removeFrom(encoded);

        assertThat(clean).contains(ApiKey.HIDDEN);
        // Each end may keep a character that the neighbours decide, and so six bits.
        int core = KEY.length() * 8 / 6 - 2;
        assertThat(encoded.length() - clean.replace(ApiKey.HIDDEN, "").length())
            .isGreaterThanOrEqualTo(core);
        assertThat(ODD.isIn(new Buffer().writeUtf8(encoded))).isTrue();
      }
    }
  }

  @Test
  void shortPieceOfBase64IsNotTakenForTheKey() {
    ApiKey key = ApiKey.of("abcdef"); // base64 YWJjZGVm is just long enough, others are not

    assertThat(key.removeFrom("YWJjZGVm")).isEqualTo(ApiKey.HIDDEN);
    assertThat(key.removeFrom("FiY2RlZ")).isEqualTo("FiY2RlZ");
  }

  @Test
  void failureWithoutTheKeyStaysWhatItIs() {
    Exception failure = new IOException("reset", new IOException());
    failure.addSuppressed(failure.getCause());

    assertThat(ODD.removeFrom(failure)).isSameAs(failure);
  }

  @Test
  void failureWithTheKeyInACauseIsToldWithItsCausesButWithoutIt() {
    IOException deep = new IOException("with " + KEY);
    IOException failure = new IOException("reset", new IOException("since", deep));

    Throwable clean = ODD.removeFrom(failure);

    assertThat(clean).hasMessage("java.io.IOException: reset");
    assertThat(clean.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(clean)
        .cause()
        .hasMessage("java.io.IOException: since")
        .cause()
        .hasMessage("java.io.IOException: with [the API key]")
        .hasNoCause();
  }

  @Test
  void failureWithTheKeyInWhatIsSuppressedIsToldWithoutIt() {
    IOException failure = new IOException("reset");
    failure.addSuppressed(new IOException("harmless"));
    failure.addSuppressed(new IOException("closing", new IOException(KEY)));

    Throwable clean = ODD.removeFrom(failure);

    assertThat(clean.getSuppressed()[0]).hasMessage("harmless");
    assertThat(clean.getSuppressed()[1]).cause().hasMessage("java.io.IOException: [the API key]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"harmless", KEY})
  void failuresThatAreCausesOfEachOtherComeToAnEnd(String message) {
    IOException failure = new IOException("one");
    IOException other = new IOException(message, failure);
    failure.initCause(other);

    assertThat(ODD.removeFrom(failure).toString()).doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"harmless", KEY})
  void failuresThatSuppressEachOtherComeToAnEnd(String message) {
    IOException failure = new IOException("one");
    IOException other = new IOException(message);
    failure.addSuppressed(other);
    other.addSuppressed(failure);

    Throwable clean = ODD.removeFrom(failure);

    assertThat(clean.getSuppressed()).hasSize(1);
    assertThat(clean.getSuppressed()[0].toString()).doesNotContain(KEY);
  }

  @Test
  void keyIsFoundHoweverDeepItIs() {
    IOException failure = new IOException(KEY);
    for (int i = 0; i < 1_000; i++) {
      failure = new IOException("since", failure);
    }

    int depth = 0;
    for (Throwable at = ODD.removeFrom(failure); at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(KEY);
      depth++;
    }

    assertThat(depth).isEqualTo(50);
  }

  @Test
  @SuppressWarnings("OverrideThrowableToString") // what the test is about
  void keyInTheTextOfAFailureIsFoundThoughItsMessageHasNone() {
    IOException failure =
        new IOException("reset") {
          private static final long serialVersionUID = 1L;

          @Override
          public String toString() {
            return "reset by " + KEY;
          }
        };

    assertThat(ODD.removeFrom(failure)).hasMessage("reset by [the API key]");
  }
}
