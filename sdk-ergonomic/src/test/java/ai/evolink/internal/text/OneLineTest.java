package ai.evolink.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void controlCharactersAndSpacesBecomeOneSpace() {
    assertThat(OneLine.of(" a \r\n\t b\u0000c ")).isEqualTo("a b c");
  }

  @Test
  void longTextIsCutAfterItWasMadeOneLine() {
    assertThat(OneLine.of("a\n\n\nbcd", 3)).isEqualTo("a b…");
    assertThat(OneLine.of("a\n\n\nb \n", 3)).isEqualTo("a b");
  }

  @Test
  void pairOfSurrogatesIsNotCutInTwo() {
    assertThat(OneLine.of("ab\ud83d\udc08", 3)).isEqualTo("ab…");
  }
}
