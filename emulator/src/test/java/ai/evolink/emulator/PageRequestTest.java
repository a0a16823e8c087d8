package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;

/** What can be done on the page: requests, ends, callbacks. */
@Tag("deep")
class PageRequestTest extends OpenPage {
  private void compose(String medium, String model) {
    browser.find("#compose-toggle").click();
    browser.await("return document.querySelectorAll('#pick-model option').length > 10");
    new Select(browser.find("#pick-medium")).selectByValue(medium);
    new Select(browser.find("#pick-model")).selectByValue(model);
    browser.await("return document.querySelectorAll('#fields .field').length > 0");
  }

  private static WebElement field(String name) {
    return browser.find("[id='field-" + name + "']");
  }

  /** Types over what is there: the card that a click follows must be the one that is meant. */
  private static void fill(String name, String text) {
    new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
        .ignoring(
            StaleElementReferenceException.class) // the form of the model comes a moment later
        .until(
            driver -> {
              field(name).clear();
              field(name).sendKeys(text);
              return true;
            });
  }

  private static String problem(String name) {
    return "[id='field-" + name + "-problem']";
  }

  private JsonNode sent() {
    return Json.read(
        emulator.submissions().get(0).body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void requestIsWrittenPricedAndSent() {
    compose("image", "doubao-seedream-5.0-lite");
    fill("prompt", "Two cats \"at sea\"\nin a storm");
    browser.awaitText("#price", "costs 1.904 credits");
    browser.find("#more-title").click();
    fill("n", "2");
    browser.awaitText("#price", "costs 3.808 credits");
    new Select(field("quality")).selectByVisibleText("4K");
    fill("image_urls", "https://example.com/a.png\n\nhttps://example.com/b.png");
    new Select(field("model_params.output_format")).selectByVisibleText("png");
    browser.find("#send").click();

    browser.awaitText("#answer", "accepted as task-unified-");
    browser.awaitText(".card .prompt", "Two cats \"at sea\"");
    browser.awaitText(".card .meta", "3.808 credits reserved");
    assertThat(sent())
        .isEqualTo(
            Json.read(
                """
                {"model":"doubao-seedream-5.0-lite","prompt":"Two cats \\"at sea\\"\\nin a storm","n":2,
                "quality":"4K","image_urls":["https://example.com/a.png","https://example.com/b.png"],
                "model_params":{"output_format":"png"}}
                """
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(emulator.submissions().get(0).key()).isEqualTo("sk-page");
  }

  @Test
  void mistakesStandAtTheirFieldsAndNothingIsSent() {
    compose("image", "doubao-seedream-5.0-lite");
    browser.find("#more-title").click();
    fill("n", "many");
    browser.awaitText(problem("n"), "n must be an integer, but was a string");
    // Nobody has come to the prompt yet.
    assertThat(browser.find(problem("prompt")).isDisplayed()).isFalse();

    browser.find("#send").click();

    browser.awaitText(problem("prompt"), "prompt is required");
    browser.awaitText("#answer", "2 fields need another look");
    browser.await("return document.activeElement.id === 'field-prompt'");
    assertThat(field("n").getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(emulator.submissions()).isEmpty();

    fill("prompt", "A cat");
    fill("n", "3");
    browser.await("return document.querySelectorAll('[aria-invalid]').length === 0");
    browser.find("#send").click();
    browser.awaitText("#answer", "accepted as task-unified-");
  }

  @Test
  void wrongRequestIsSentIfSomebodyInsists() {
    compose("image", "gemini-2.5-flash-image");
    browser.find("#send").click();
    browser.awaitText(problem("prompt"), "prompt is required");
    browser.find("#send-anyway").click();

    browser.awaitText(".card .chip", "refused 400");
    browser.awaitText(problem("prompt"), "prompt is required");
  }

  @Test
  void refusalThatNoFieldIsToBlameForIsShown() {
    compose("image", "gemini-2.5-flash-image");
    fill("prompt", "A cat");
    browser.find("#pick-key").clear();
    browser.find("#pick-key").sendKeys("sk-evo-no-credits");
    browser.find("#send").click();

    browser.awaitText("#answer", "refused: ");
    browser.awaitText(".card .chip", "refused 402");
  }

  @Test
  void brokenJsonIsToldAtItsField() {
    compose("video", "kling-v3-text-to-video");
    browser.find("#more-title").click();
    fill("model_params.multi_prompt", "[{");

    browser.awaitText(problem("model_params.multi_prompt"), "is not JSON");
    browser.find("#send").click();
    browser.await("return document.activeElement.id === 'field-model_params.multi_prompt'");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void promptSurvivesAnotherChoiceOfModel() {
    compose("image", "gemini-2.5-flash-image");
    fill("prompt", "A cat");
    new Select(browser.find("#pick-medium")).selectByValue("audio");
    new Select(browser.find("#pick-model")).selectByValue("suno-v5");
    browser.awaitText("#price", "costs 8 credits");

    assertThat(field("prompt").getDomProperty("value")).isEqualTo("A cat");
    browser.find("#send").click();
    browser.awaitText(".card .model", "suno-v5");
  }

  @Test
  void longNumberIsSentAsTyped() {
    compose("video", "omnihuman-1.5");
    browser.find("#more-title").click();
    fill("seed", "9007199254740993");
    browser.find("#send").click();
    browser.find("#send-anyway").click();

    browser.awaitText(".card .model", "omnihuman-1.5");
    assertThat(emulator.submissions().get(0).body()).contains("\"seed\":9007199254740993");
  }

  @Test
  void everyModelHasAForm() {
    browser.find("#compose-toggle").click();
    browser.await("return document.querySelectorAll('#pick-model option').length > 10");
    browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    Object broken =
        browser
            .driver()
            .executeAsyncScript(
                "const done = arguments[0]; (async () => { const broken = [];"
                    + " for (const model of models) {"
                    + "  const form = await ask('/_emulator/models/' + encodeURIComponent(model.id));"
                    + "  showForm(form); const shown = document.querySelectorAll('.fields .field');"
                    + "  if (shown.length !== form.fields.length || shown.length === 0)"
                    + "   broken.push(model.id); }"
                    + " return broken.join(); })().then(done, e => done(String(e)))");

    assertThat(broken).isEqualTo("");
  }

  @Test
  void keyboardAloneWritesAndSendsARequest() {
    browser.find("#compose-toggle").sendKeys(Keys.ENTER);
    browser.await("return document.activeElement.id === 'pick-model'");
    browser.await("return document.querySelectorAll('#fields .field').length > 0");
    WebElement model = browser.driver().switchTo().activeElement();
    model.sendKeys(Keys.TAB);
    browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    browser.await("return document.activeElement.id === 'field-prompt'");
    browser.driver().switchTo().activeElement().sendKeys("A cat", Keys.TAB);
    browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    browser.await("return document.activeElement.id === 'send'");
    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);

    browser.awaitText(".card .prompt", "A cat");
  }

  @ParameterizedTest
  @CsvSource({
    "Complete, completed, 1.6 credits charged",
    "Fail, failed, 1.6 credits given back",
    "Cancel, cancelled, 1.6 credits given back"
  })
  void runningTaskIsEndedByAClick(String button, String status, String billing) {
    api.submit("A cat");
    browser.awaitText(".card .chip", "pending");
    if (button.equals("Fail")) {
      new Select(browser.find(".hands select")).selectByValue("quota_exceeded");
    }
    browser.find(".card").findElement(By.xpath(".//button[text()='" + button + "']")).click();

    browser.awaitText(".card .chip", status);
    browser.awaitText(".card .meta", billing);
    browser.awaitText(".card .why", button.equals("Fail") ? "quota_exceeded" : "");
    browser.await("return document.activeElement.classList.contains('card')");
    assertThat(browser.all(".hands button")).isEmpty();
  }

  @Test
  void pictureIsThereAsSoonAsTheTaskHasEnded() {
    api.submit("A cat");
    browser.awaitText(".card .chip", "pending");
    browser.find(".hands button").click();

    browser.await(
        "const i = document.querySelector('.card img'); return !!i && i.naturalWidth > 0");
    assertThat(browser.find(".card img").getDomProperty("loading")).isEqualTo("eager");
  }

  @Test
  void callbackIsSentAgain() throws IOException {
    try (Receiver receiver = Receiver.answering(500, 500, 500, 500, 500, 204)) {
      api.submit(cat().put("callback_url", receiver.url()));
      clock.advance(Duration.ofSeconds(20));
      browser.awaitText(".card .meta", "callback refused, 4 attempts");
      browser.find(".hands button").click();
      browser.awaitText(".hands", "Callback sent again: HTTP 500");
      browser.awaitText(".card .meta", "callback refused, 5 attempts");
      browser.find(".hands button").click();

      browser.awaitText(".hands", "Callback sent again: HTTP 204");
      browser.awaitText(".card .meta", "callback delivered, 6 attempts");
      assertThat(emulator.callbacks()).hasSize(6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1280, 1400, false",
    "1280, 1400, true",
    "760, 1400, false",
    "760, 1400, true",
    "360, 1400, false",
    "360, 1400, true"
  })
  void formBarsNobody(int width, int height, boolean dark) throws IOException {
    api.submit("A lighthouse on a cliff at dusk");
    compose("video", "kling-v3-text-to-video");
    fill("prompt", "Waves rolling over a pebble beach");
    browser.find("#more-title").click();
    fill("duration", "99");
    browser.awaitText(problem("duration"), "duration must be at most 15");
    browser.screen(width, height, dark);
    browser.screenshot("form-" + width + (dark ? "-dark" : "-light"));

    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).isEmpty();
    assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo((long) width);
  }
}
