package ai.evolink.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {
  @Test
  void formsOfTheStandardAreRead() {
    assertThat(ContentRange.parse("bytes 5-9/10")).isEqualTo(new ContentRange(5, 10, 10));
    assertThat(ContentRange.parse(" bytes 5-9/* ")).isEqualTo(new ContentRange(5, 10, -1));
    assertThat(ContentRange.parse("bytes */10")).isEqualTo(new ContentRange(-1, -1, 10));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes 9-5/10",
        "bytes 5-10/10",
        "bytes -5/10",
        "bytes 5-/10",
        "bytes 5-9",
        "items 5-9/10",
        "bytes 5-99999999999999999999/*",
        "bytes ５-９/10"
      })
  void othersMakeNoSense(String header) {
    assertThat(ContentRange.parse(header)).isNull();
  }
}
