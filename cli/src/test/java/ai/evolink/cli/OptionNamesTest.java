package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with an argument is told in the words of the command line. */
class OptionNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "image x --reference no.png --dry-run --no-price | --reference: there is no file",
        "video x --model seedance-1.5-pro --image no.png --dry-run --no-price | --image: there is no file",
        "image x --reference https://a^b/x.png | --reference: 'https://a^b/x.png' is no link: Illegal",
        "image x --reference / | --reference: / is a directory, not a file.",
        "image x --set image_urls=no.png --dry-run --no-price | --set image_urls: there is no file",
        "image x --set n=abc --model gpt-image-2 | --set n must be a whole number, but is the string",
        "image x --max-credits lots | Invalid value for option '--max-credits': 'lots' is not a number",
        "video x --duration long | Invalid value for option '--duration': 'long' is not a whole number",
        "image x --callback-url here | Invalid value for option '--callback-url': 'here' is no link such",
        "models --kind film | Invalid value for option '--kind': 'film' is none of image, video, audio",
        "models --sort size | Invalid value for option '--sort': 'size' is none of price, name",
        "emulator --port 70000 | --port must be between 0 and 65535, but was 70000",
        "image x --model= | --model must not be empty.",
        "video x -m seedance-1.5-pro --size 7:3 | --size must be one of",
        "video x -m seedance-1.5-pro --quality 9p | --quality must be one of 480p, 720p, 1080p, but is",
        "video x -m MiniMax-Hailuo-02 --size 16:9 | --size is no property of this model",
        "image x --emulator --timeout 0s --out /tmp/ | --timeout must be positive, but was 0 s",
        "image x --emulator --max-credits=-1 --out /tmp/ | --max-credits must not be negative"
      })
  void optionIsNamedAndNotWhatItSets(String command, String said) {
    Run run = Run.bare(command.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("error: " + said)
        .doesNotContain("maxCost", "java.", "Exception", " int", "index");
  }

  @Test
  void emptyNameIsNoFile() {
    Run run = Run.bare("image", "x", "--reference", "");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--reference: it must name a file or a link, but is empty.");
  }
}
