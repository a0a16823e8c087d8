package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with an argument is told in the words of the command line. */
class OptionNamesTest {
  @ParameterizedTest
  @CsvSource({
    "image x --reference no.png --dry-run --no-price, --reference: there is no file ",
    "video x --model seedance-1.5-pro --image no.png --dry-run --no-price, --image: there is no file ",
    "image x --emulator --timeout 0s --out /tmp/, '--timeout must be positive, but was 0 s'",
    "image x --emulator --max-credits=-1 --out /tmp/, '--max-credits must not be negative'",
  })
  void optionIsNamedAndNotWhatItSets(String command, String said) {
    Run run = Run.bare(command.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error: " + said).doesNotContain("image_urls", "maxCost");
  }
}
