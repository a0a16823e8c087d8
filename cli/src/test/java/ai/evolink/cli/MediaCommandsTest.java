package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code video}, {@code audio}, {@code models}, and requests by property. */
class MediaCommandsTest {
  @Test
  void videoRequestHasTheOptionsAndProperties() {
    Map<?, ?> document =
        Run.bare(
                "video",
                "It waves",
                "--model",
                "seedance-1.5-pro",
                "--image",
                "https://example.com/cat.png",
                "--duration",
                "8",
                "--set",
                "aspect_ratio=16:9",
                "--dry-run",
                "--no-price",
                "--json")
            .succeeded()
            .document();

    assertThat(document.get("url")).isEqualTo("https://api.evolink.ai/v1/videos/generations");
    assertThat(String.valueOf(document.get("body")))
        .isEqualTo(
            "{model=seedance-1.5-pro, prompt=It waves, aspect_ratio=16:9, duration=8,"
                + " image_urls=[https://example.com/cat.png]}");
  }

  @Test
  void audioRequestKeepsZerosAndBooleans() {
    Map<?, ?> document =
        Run.bare(
                "audio",
                "[Verse] ...",
                "--model",
                "suno-v6-beta",
                "--set",
                "custom_mode=true",
                "--set",
                "style_weight=0",
                "--dry-run",
                "--no-price",
                "--json")
            .succeeded()
            .document();

    assertThat(document.get("url")).isEqualTo("https://api.evolink.ai/v1/audios/generations");
    assertThat(String.valueOf(document.get("body")))
        .isEqualTo("{model=suno-v6-beta, prompt=[Verse] ..., custom_mode=true, style_weight=0}");
  }

  @Test
  void requestComesFromAFileAndOptionsReplaceItsParts(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("film.json"),
            """
            {"model":"seedance-1.5-pro","prompt":"old","duration":4,"aspect_ratio":"9:16"}""");

    Map<?, ?> document =
        Run.bare(
                "video",
                "new",
                "--request",
                file.toString(),
                "--duration",
                "8",
                "--dry-run",
                "--no-price",
                "--json")
            .succeeded()
            .document();

    assertThat(String.valueOf(document.get("body")))
        .isEqualTo("{model=seedance-1.5-pro, prompt=new, duration=8, aspect_ratio=9:16}");
  }

  @Test
  void fileThatHoldsNoRequestIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("list.json"), "[1]");

    Run list = Run.bare("audio", "--request", file.toString(), "--dry-run", "--no-price");
    Run missing =
        Run.bare(
            "audio", "--request", folder.resolve("no.json").toString(), "--dry-run", "--no-price");

    assertThat(list.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(list.err()).contains("list.json does not hold a JSON object");
    assertThat(missing.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(missing.err()).contains("Cannot read").contains("no.json");
  }

  @Test
  void propertyThatTheModelDoesNotHaveIsRefusedUnlessUnchecked() {
    String[] args = {
      "video", "x", "--model", "seedance-1.5-pro", "--set", "sede=7", "--dry-run", "--no-price"
    };
    Run refused = Run.bare(args);
    String[] unchecked = java.util.Arrays.copyOf(args, args.length + 1);
    unchecked[args.length] = "--unchecked";

    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(refused.err())
        .contains("sede is no property of this model, but is 7. Known: prompt, image_urls, ")
        .contains("(model seedance-1.5-pro)")
        .contains("next:  --unchecked sends it all the same.");
    assertThat(Run.bare(unchecked).succeeded().out()).contains("\"sede\": 7");
  }

  static Stream<Arguments> slips() {
    return Stream.of(
        Arguments.of(
            "image x --quality 2K",
            "--quality is no property of this model, but is \"2K\". Known: prompt, size, image_urls,"
                + " callback_url (model gemini-2.5-flash-image)"),
        Arguments.of(
            "image x --model nano-banana-2-beta --quality 2k",
            "--quality must be one of 1K, 2K, 4K, but is \"2k\", did you mean \"2K\"?"),
        Arguments.of("image x --size 7:5", "--size must be one of auto, 1:1, "),
        Arguments.of(
            "image x --model z-image-turbo --reference https://example.com/a.png",
            "--reference is no property of this model, but is [MediaSource[https://example.com/a.png]]."),
        Arguments.of(
            "image x --model veo-3.1-generate-preview",
            "model must make images, but makes videos: use the command 'video' (model"),
        Arguments.of(
            "video x --model suno-v5",
            "model must make videos, but makes audio: use the command 'audio' (model suno-v5)"),
        Arguments.of(
            "video x --model veo-3.1-generate-preview --duration 5",
            "--duration must be one of 4, 6, 8, but is 5 (model"),
        Arguments.of(
            "video x --model veo-3.1-generate-preview --set duration=5",
            "error: --set duration must be one of 4, 6, 8, but is 5 (model"),
        Arguments.of(
            "video x --model veo-3.1-generate-preview --set seed=seven",
            "seed must be a whole number, but is the string \"seven\""),
        Arguments.of(
            "audio x --model suno-v5 --set style=7",
            "next:  --set takes a text that reads as JSON in quotes, such as 'NAME=\"7\"'."));
  }

  @ParameterizedTest
  @MethodSource
  void slips(String command, String message) {
    Run run = Run.bare((command + " --dry-run --no-price").split(" ", -1));

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
    assertThat(
            Run.bare((command + " --dry-run --no-price --unchecked").split(" ", -1))
                .succeeded()
                .err())
        .isEmpty();
  }

  @Test
  void modelThatIsNearlyAKnownOneIsAskedWithAHint() {
    String[] command = {
      "image", "x", "--model", "Z_Image-Turbo", "--set", "sead=1", "--dry-run", "--no-price"
    };

    Run run = Run.bare(command).succeeded();

    assertThat(run.out()).contains("\"model\": \"Z_Image-Turbo\"").contains("\"sead\": 1");
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "Model \"Z_Image-Turbo\" is not known here, and is asked all the same; did you mean"
                + " \"z-image-turbo\"?");
  }

  @Test
  void limitOfTheModelIsCheckedBeforeAnythingIsSent() {
    Run run =
        Run.bare(
            "image", "x", "--model", "gpt-image-2", "--set", "n=11", "--dry-run", "--no-price");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.err()).contains("n must be at most 10, but is 11");
  }

  @Test
  void modelOfTomorrowTakesAnything() {
    assertThat(
            Run.bare(
                    "video",
                    "x",
                    "--model",
                    "tomorrow-1",
                    "--set",
                    "warp=9",
                    "--dry-run",
                    "--no-price")
                .succeeded()
                .out())
        .contains("\"model\": \"tomorrow-1\"")
        .contains("\"warp\": 9");
  }

  @Test
  void videoWithoutAModelSaysHowToFindOne() {
    Run run = Run.bare("video", "x", "--dry-run", "--no-price");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.err()).contains("Missing option: --model").contains("models --kind video");
  }

  @Test
  void modelsAreListedByKindAndText() {
    assertThat(Run.bare("models").succeeded().out().lines().count()).isGreaterThan(150);
    assertThat(Run.bare("models", "--kind", "audio").succeeded().out().lines())
        .allMatch(line -> line.startsWith("audio "));
    assertThat(Run.bare("models", "seedance-1").succeeded().out().lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("seedance-1"));
    assertThat(Run.bare("models", "sora-2-beta-max").succeeded().out()).contains("deprecated");
    assertThat(Run.bare("models").succeeded().out()).doesNotContain("sora-2-beta-max");
    assertThat(Run.bare("models", "--all").succeeded().out()).contains("sora-2-beta-max");
  }

  @Test
  void oneModelShowsItsProperties() {
    assertThat(Run.bare("models", "gemini-2.5-flash-image").succeeded().out())
        .contains("prompt: required, at most 2000 characters")
        .contains("image_urls: at most 5 items, image file or link")
        .contains("size: auto | 1:1");
  }

  @Test
  void modelsAreAnArrayForMachines() {
    Object document =
        Json.parse(Run.bare("models", "--kind", "image", "--json").succeeded().out()).orElseThrow();

    assertThat(document).isInstanceOf(List.class);
    for (Object item : (List<?>) document) {
      Map<?, ?> model = (Map<?, ?>) item;
      assertThat(model.get("id")).isInstanceOf(String.class);
      assertThat(model.get("kind")).isEqualTo("image");
    }
  }
}
