package ai.evolink.emulator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The page in a real browser, with an emulator of its own for each test. */
abstract class OpenPage {
  static Browser browser;

  final ManualClock clock = EmulatorClock.manual();
  EvolinkEmulator emulator;
  Api api;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    emulator = EvolinkEmulator.builder().clock(clock).start();
    api = new Api(emulator);
    browser.screen(1280, 900, false);
    browser.open(emulator);
    browser.awaitText("#link", "live");
  }

  @AfterEach
  void close() {
    emulator.close();
  }
}
