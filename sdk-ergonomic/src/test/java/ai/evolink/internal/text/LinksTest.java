package ai.evolink.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example/b.png, https://a.example/b.png",
    "https://a.example/b.png?sig=s, https://a.example/b.png?…",
    "https://a.example/b.png#frag, https://a.example/b.png?…",
    "https://user:pw@a.example/b, https://a.example/b",
    "'see https://a.example/b?x=1 and https://c.example/?y', 'see https://a.example/b?… and https://c.example/?…'",
    "no link? none, no link? none"
  })
  void signatureIsNotShown(String text, String shown) {
    assertThat(Links.shown(text)).isEqualTo(shown);
  }
}
