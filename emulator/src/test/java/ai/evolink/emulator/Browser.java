package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium, as distributions package it: found, never downloaded. Where there is none,
 * the tests that need it are skipped with a message.
 */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser start() {
    Optional<Path> browser = find("EVOLINK_TEST_CHROMIUM", "chromium", "chromium-browser");
    Optional<Path> driver = find("EVOLINK_TEST_CHROMEDRIVER", "chromedriver");
    assumeTrue(
        browser.isPresent() && driver.isPresent(),
        "The page is not tested: there is no chromium and chromedriver on the PATH");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get().toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--user-data-dir=" + folder());
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.get().toFile())
            .usingAnyFreePort()
            .withTimeout(PATIENCE)
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Path.of("target"), "chromium").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> find(String variable, String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.ofNullable(System.getenv(variable)).map(Path::of),
            Stream.of(names)
                .flatMap(
                    name ->
                        Stream.of(path.split(File.pathSeparator, -1))
                            .map(folder -> Path.of(folder, name))))
        .filter(Files::isExecutable)
        .findFirst();
  }

  ChromeDriver driver() {
    return driver;
  }

  void open(EvolinkEmulator emulator) {
    driver.get(emulator.url() + "/");
  }

  /** Waits until a script is true; shows the page's text if it never is. */
  void await(String script, Object... arguments) {
    try {
      new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
          .until(d -> Boolean.TRUE.equals(run(script, arguments)));
    } catch (org.openqa.selenium.TimeoutException e) {
      throw new AssertionError("Never true: " + script + "\non the page:\n" + text(), e);
    }
  }

  /** Waits until the text of the first element that fits the selector has this in it. */
  void awaitText(String selector, String text) {
    await(
        "const e = document.querySelector(arguments[0]);"
            + " return !!e && e.textContent.includes(arguments[1])",
        selector,
        text);
  }

  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Shows the page as a screen of this size does. */
  void screen(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void screenshot(String name) throws IOException {
    Path file = Path.of("target", "screenshots", name + ".png");
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    assertThat(file).isNotEmptyFile();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
