package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** The page, in a real browser. */
@Tag("deep")
class PageTest extends OpenPage {
  @Test
  void emptyPageTellsHowToMakeTheFirstTask() {
    browser.await("return !document.getElementById('empty').hidden");

    assertThat(browser.find("#curl").getText())
        .contains("curl " + emulator.url() + "/v1/images/generations")
        .contains("Authorization: Bearer sk-test");
    browser.find("#copy").click();
    browser.await("return /Copied|Selected/.test(document.getElementById('copy').textContent)");
  }

  @Test
  void tasksAppearAndMoveWithoutReload() {
    browser.run("window.notReloaded = true");

    api.submit("A cat on the moon");
    browser.awaitText(".card .chip", "pending");
    browser.awaitText(".card .prompt", "A cat on the moon");
    clock.advance(Duration.ofMillis(1500));
    browser.awaitText(".card .chip", "processing");
    browser.awaitText(".card .meta", "75 %");
    browser.awaitText(".card .meta", "1.6 credits reserved");
    clock.advance(Duration.ofSeconds(1));
    browser.awaitText(".card .chip", "completed");
    browser.awaitText(".card .meta", "1.6 credits charged");
    browser.awaitText("#accounts", "999,998.4");
    browser.await("return document.querySelector('.card img').naturalWidth > 0");

    assertThat(browser.run("return window.notReloaded")).isEqualTo(true);
    assertThat(browser.all("#list > li")).hasSize(1);
    assertThat(browser.find("#empty").isDisplayed()).isFalse();
  }

  @Test
  void endIsToldToThoseWhoCannotSeeThePage() {
    api.submit("emulator:fail:content_policy_violation");
    browser.awaitText(".card .chip", "pending");
    clock.advance(Duration.ofSeconds(2));

    browser.awaitText("#news", "1 task failed");
    browser.awaitText(".card .why", "content_policy_violation");
    browser.awaitText(".card .meta", "given back");
  }

  @Test
  void videosAndSoundsHavePlayers() {
    SampleRequest video = sample("video");
    SampleRequest audio = sample("audio");
    assertThat(video.submit(api, video.body()).status()).isEqualTo(200);
    assertThat(audio.submit(api, audio.body()).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(2));

    browser.await("const v = document.querySelector('video'); return !!v && v.readyState > 0");
    browser.await("return !!document.querySelector('audio')");
    browser.run("const a = document.querySelector('audio'); a.preload = 'auto'; a.load()");
    browser.await("return document.querySelector('audio').readyState > 0");
  }

  @Test
  void hostilePromptIsTextAndNothingElse() {
    String hostile =
        "<script>window.owned = 1</script>\"><img src=x onerror=\"window.owned = 2\">"
            + "<svg onload=alert(3)> \u202egnp.exe\u0007 ";
    api.submit(hostile);
    api.submit(cat().put("model", "<b>bold</b>"));
    api.submit("x".repeat(1999) + "\u202e");
    browser.await("return document.querySelectorAll('.card').length === 3");
    clock.advance(Duration.ofSeconds(2));
    browser.await("return document.querySelectorAll('.card img').length === 2");

    WebElement card = browser.find(".card:last-child");
    assertThat(card.getText())
        .contains("<script>window.owned = 1</script>\"><img src=x onerror=")
        .contains("‹U+202E›gnp.exe‹U+0007›")
        .doesNotContain("\u202e");
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
    browser.await("return document.querySelectorAll('details .code').length >= 6");
    assertThat(browser.run("return window.owned === undefined")).isEqualTo(true);
    assertThat(browser.all(".card b, .prompt *, .code *, .model *")).isEmpty();
    assertThat(browser.find("#tasks").getText()).contains("<b>bold</b>").contains("refused 403");
  }

  @Test
  void promptOfFiveThousandCharactersIsCutAndReadInFullOnDemand() {
    SampleRequest sample =
        SampleRequest.all().stream()
            .filter(candidate -> candidate.shape().at("/properties/prompt").isObject())
            .filter(
                candidate ->
                    candidate.shape().at("/properties/prompt/maxLength").asInt(5000) >= 5000)
            .findFirst()
            .orElseThrow();
    sample.submit(api, sample.body().put("prompt", "p".repeat(5000)));
    browser.await("return document.querySelectorAll('.card').length === 1");

    assertThat(browser.find(".card .prompt").getText().length()).isLessThan(400);
    browser.find(".card details summary").click();
    browser.await("return document.querySelectorAll('details .code').length >= 3");
    assertThat((Long) browser.run("return document.querySelector('.code').textContent.length"))
        .isEqualTo(5000);
  }

  @Test
  void keysAreNeverShownWhole() {
    String key = "sk-evo-0123456789abcdef";
    api.as(key).submit("A cat");
    browser.awaitText("#accounts", "sk-…def");
    browser.find(".card details summary").click();
    browser.await("return document.querySelectorAll('details .code').length >= 2");

    assertThat((String) browser.run("return document.documentElement.outerHTML"))
        .doesNotContain(key)
        .doesNotContain(key.substring(8));
  }

  @Test
  void phoneHasNothingToScrollSideways() {
    api.submit("W".repeat(900));
    api.submit("An ordinary prompt");
    api.submit(cat().put("model", "m".repeat(300)));
    emulator.inject(Fault.status(503).on(ApiOperation.GET_TASK).times(3));
    clock.advance(Duration.ofSeconds(2));
    browser.screen(360, 740, false);
    browser.await("return document.querySelectorAll('.card').length === 3");
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
    browser.await("return document.querySelectorAll('details .code').length >= 6");

    assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360L);
  }

  @Test
  void faultsAreShownAndSwitchedOff() {
    Fault other = Fault.unknownFields();
    emulator.inject(Fault.status(503).on(ApiOperation.GET_TASK), other);
    browser.awaitText("#fault-count", "2 on");
    browser.awaitText("#faults", "status 503 on get_task");
    api.get("/v1/credits");
    browser.awaitText("#faults li:nth-child(2)", "struck 1 time");

    browser.find("#faults li:nth-child(1) button").click();

    browser.awaitText("#fault-count", "1 on");
    assertThat(emulator.faults()).containsExactly(other);
  }

  @Test
  void callbacksAreShownWithEachAttempt() throws IOException {
    try (Receiver receiver = Receiver.answering(500, 204)) {
      api.submit(cat().put("callback_url", receiver.url()));
      browser.awaitText(".card .meta", "callback waiting");
      clock.advance(Duration.ofSeconds(2));
      browser.awaitText(".card .meta", "callback retrying");
      clock.advance(Duration.ofSeconds(1));
      browser.awaitText(".card .meta", "callback delivered, 2 attempts");
      browser.awaitText("#callbacks-delivered", "1");
      browser.find(".card details summary").click();
      browser.awaitText(".attempts", "HTTP 500");
      browser.awaitText(".attempts", "HTTP 204");
    }
  }

  @Test
  void callbackThatIsRefusedToTheEndIsCounted() throws IOException {
    try (Receiver receiver = Receiver.answering(500)) {
      api.submit(cat().put("callback_url", receiver.url()));
      clock.advance(Duration.ofSeconds(20));
      browser.awaitText("#callbacks-refused", "1");
      browser.awaitText(".card .meta", "callback refused, 4 attempts");
    }
  }

  @Test
  void pageComesBackAfterTheEmulatorHasRestarted() {
    api.submit("Before");
    browser.awaitText(".card .prompt", "Before");
    int port = emulator.url().getPort();
    emulator.close();
    browser.awaitText("#link", "reconnecting");
    assertThat(browser.find("#trouble").isDisplayed()).isTrue();

    emulator = EvolinkEmulator.builder().clock(clock).port(port).start();
    browser.awaitText("#link", "live");
    browser.await("return document.querySelectorAll('.card').length === 0");
    new Api(emulator).submit("After");
    browser.awaitText(".card .prompt", "After");
    assertThat(browser.find("#trouble").isDisplayed()).isFalse();
  }

  @Test
  void resetEmptiesThePage() {
    api.submit("Gone soon");
    browser.awaitText(".card .prompt", "Gone soon");
    emulator.reset();
    browser.await("return document.querySelectorAll('.card').length === 0");
    api.submit("New");
    browser.awaitText(".card .prompt", "New");
  }

  @Test
  void onlyTheLatestTasksAreKept() {
    for (int i = 0; i < Board.MOST_CARDS + 5; i++) {
      api.submit("Number " + i);
    }
    browser.awaitText("#list > li:first-child .prompt", "Number 204");
    browser.await("return document.querySelectorAll('.card').length === 200");
    browser.awaitText("#count", "the latest 200 of 205");
  }

  @Test
  void filtersHideWhatDoesNotFit() {
    api.submit("A red balloon");
    api.as("sk-other-account").submit("A green bottle");
    api.submit(cat().put("model", "no-such-model"));
    browser.await("return document.querySelectorAll('.card').length === 3");

    browser.find("#filter-text").sendKeys("balloon");
    browser.await("return document.querySelectorAll('.card:not([hidden])').length === 1");
    browser.awaitText("#count", "1 of 3");
    browser.find("#filter-text").clear();
    browser.run(
        "const s = document.getElementById('filter-status'); s.value = 'refused';"
            + " s.dispatchEvent(new Event('input'))");
    browser.awaitText(".card:not([hidden]) .chip", "refused 403");
    browser.awaitText("#count", "1 of 3");
  }

  @Test
  void pausedPageStandsStill() {
    browser.find("#pause").click();
    browser.awaitText("#link", "paused");
    api.submit("While paused");
    browser.find("#pause").click();
    browser.awaitText(".card .prompt", "While paused");
  }

  @ParameterizedTest
  @CsvSource({"1280, 900, false", "1280, 900, true", "360, 740, false", "360, 740, true"})
  void nothingBarsAnyoneFromUsingIt(int width, int height, boolean dark) throws IOException {
    fill();
    browser.screen(width, height, dark);
    assertThat(violations()).isEmpty();
    browser.screenshot((width < 500 ? "phone" : "desktop") + (dark ? "-dark" : "-light"));
  }

  @Test
  void emptyPageBarsNobodyEither() throws IOException {
    assertThat(violations()).isEmpty();
    browser.screenshot("empty-light");
  }

  private static List<String> violations() {
    return new AxeBuilder()
        .analyze(browser.driver()).getViolations().stream().map(PageTest::text).toList();
  }

  private static String text(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes();
  }

  /** Some of everything. */
  private void fill() throws IOException {
    try (Receiver receiver = Receiver.answering(204)) {
      api.submit("A lighthouse on a cliff at dusk, oil on canvas, warm light in the windows");
      SampleRequest audio = sample("audio");
      audio.submit(api, audio.body());
      api.submit(
          cat()
              .put("prompt", "A cat playing on the grass")
              .put("callback_url", receiver.url())
              .put("size", "16:9"));
      api.submit("emulator:fail:content_policy_violation in a prompt that goes too far");
      clock.advance(Duration.ofSeconds(3));
    }
    SampleRequest video = sample("video");
    video.submit(api, video.body().put("prompt", "Waves rolling over a pebble beach"));
    clock.advance(Duration.ofMillis(1300));
    api.as("sk-another-0123456789").submit("A city of glass under two moons");
    clock.advance(Duration.ofMillis(400));
    api.submit(cat().put("prompt", "A small robot reading a newspaper").put("size", "7:5"));
    emulator.inject(Fault.status(503).on(ApiOperation.GET_TASK).times(3));
    browser.await("return document.querySelectorAll('.card').length === 7");
    browser.awaitText("#fault-count", "1 on");
    browser.await(
        "return [...document.querySelectorAll('.card img')].every(i => i.naturalWidth > 0)");
  }

  private static SampleRequest sample(String medium) {
    return SampleRequest.all().stream()
        .filter(sample -> sample.medium().equals(medium))
        .findFirst()
        .orElseThrow();
  }
}
