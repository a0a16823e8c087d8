package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are stored, profiles, and the check of all that. */
class LoginTest {
  private static final String KEY = "sk-test-0123456789abcdef";

  private final EvolinkEmulator emulator = EvolinkEmulator.start();
  private final Path home;
  private final Map<String, String> env = new HashMap<>();

  LoginTest(@TempDir Path folder) {
    this.home = folder.resolve("a home");
    env.put("EVOLINK_HOME", home.toString());
    env.put("EVOLINK_BASE_URL", emulator.url().toString());
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void storedKeyIsUsedAndIsForItsOwnerOnly() throws IOException {
    Run login = typed(KEY + "\n", "login").succeeded();
    Path file = home.resolve("settings.json");
    assertThat(login.out())
        .isEqualTo(
            "Stored the key of the profile 'default' in " + file + "." + System.lineSeparator());
    assertThat(login.out() + login.err()).doesNotContain(KEY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(evolink("credits").succeeded().out()).startsWith("spendable");

    assertThat(evolink("logout").succeeded().out()).contains("Removed the profile 'default'.");
    assertThat(Files.readString(file)).doesNotContain(KEY);
    assertThat(evolink("credits").exit()).isEqualTo(3);
    assertThat(evolink("logout").err()).contains("There is no profile 'default'.");
  }

  @Test
  void keyThatIsRefusedIsNotStoredUnlessThatIsWished() {
    Run refused = typed("sk-evo-invalid", "login");
    assertThat(refused.exit()).isEqualTo(9);
    assertThat(refused.err()).contains("The service refuses this key, so it is not stored: ");
    assertThat(home).doesNotExist();
    typed("sk-evo-invalid", "login", "--no-check").succeeded();
    assertThat(evolink("credits").exit()).isEqualTo(9);
  }

  @Test
  void keyThatCannotBeTriedIsStoredWithANote() {
    Run login = typed(KEY, "login", "--base-url", "http://127.0.0.1:1", "--json").succeeded();
    assertThat(login.document().get("tried")).isEqualTo(false);
    assertThat(login.err()).contains("The key could not be tried: ");
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThat(typed("  \n", "login").exit()).isEqualTo(3);
    assertThat(typed("", "login").err()).contains("There was no key.");
    assertThat(typed(KEY, "login", "--profile", "a b").err())
        .contains("--profile must be up to 64 letters");
    assertThat(typed("sk-tést", "login").exit()).isEqualTo(3);
    assertThat(typed("sk-tést", "login").err()).doesNotContain("tést");
  }

  @Test
  void profileThatIsNamedComesBeforeTheEnvironmentAndThatBeforeWhatIsStored() {
    typed(KEY, "login").succeeded();
    typed("sk-evo-invalid", "login", "--profile", "old", "--no-check").succeeded();

    assertThat(evolink("credits", "--profile", "old").exit()).isEqualTo(9);
    env.put("EVOLINK_PROFILE", "old");
    assertThat(evolink("credits").exit()).isEqualTo(9);
    env.put("EVOLINK_API_KEY", KEY);
    assertThat(evolink("credits").exit()).as("the key of the environment").isZero();
    assertThat(evolink("credits", "--profile", "old").exit()).isEqualTo(9);
    assertThat(typed(KEY, "login").succeeded().err()).contains("EVOLINK_API_KEY is set");
    Run none = evolink("credits", "--profile", "none");
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.err()).contains("There is no API key: the profile 'none' has none.");
  }

  @Test
  void profileBringsItsAddress() {
    typed(KEY, "login", "--profile", "here", "--base-url", emulator.url().toString()).succeeded();
    env.put("EVOLINK_BASE_URL", "http://127.0.0.1:1");
    evolink("credits", "--profile", "here").succeeded();
    env.remove("EVOLINK_BASE_URL");
    evolink("config", "profile", "here").succeeded();
    evolink("credits").succeeded();
    assertThat(evolink("config", "profile", "there").err())
        .contains("There is no profile 'there'.")
        .contains("login --profile there");
    evolink("logout", "--profile", "here").succeeded();
    assertThat(evolink("config").succeeded().out()).contains("profile  (not set)");
  }

  @Test
  void settingsThatCannotBeReadAreNamed() throws IOException {
    Files.createDirectories(home);
    Files.writeString(home.resolve("settings.json"), "{\"profiles\":");
    Run run = evolink("credits");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("Cannot read the settings in " + home + ": it is not JSON.")
        .contains("settings.json");
  }

  @Test
  void settingsOfOthersStayAsTheyAre() throws IOException {
    Files.createDirectories(home);
    Files.writeString(home.resolve("settings.json"), "{\"tomorrow\":{\"a\":1}}");
    typed(KEY, "login").succeeded();
    assertThat(Files.readString(home.resolve("settings.json")))
        .contains("\"tomorrow\"", "\"a\": 1");
  }

  @Test
  void folderThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(home, "no folder");
    Run run = typed(KEY, "login");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("Cannot write the settings in " + home)
        .contains("EVOLINK_HOME names another folder")
        .doesNotContain("Exception");
  }

  @Test
  void doctorShowsEverythingButSecrets() throws IOException {
    typed(KEY, "login").succeeded();
    env.put("HTTPS_PROXY", "http://user:hidden@proxy.example:3128");
    Run run = evolink("doctor").succeeded();
    assertThat(run.out())
        .contains("Java", home.toString(), "sk-…cdef, from the profile 'default'")
        .contains(emulator.url() + "/, from the environment variable EVOLINK_BASE_URL")
        .containsPattern("ok +proxy +none")
        .containsPattern("ok +reachable +answers after \\d+ ms \\(HTTP 401 without a key\\)")
        .containsPattern("ok +clock +right within \\d+ s")
        .containsPattern("ok +credits +\\d+")
        .doesNotContain(KEY, "hidden");
    Run json = evolink("doctor", "--json").succeeded();
    assertThat(json.document().get("ok")).isEqualTo(true);

    Files.setPosixFilePermissions(
        home.resolve("settings.json"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(evolink("doctor").out()).containsPattern("problem +settings +.*chmod 600");
  }

  @Test
  void doctorNamesEachProblemAndEndsWithTheCodeOfTheFirst() throws IOException {
    Run noKey = evolink("doctor");
    assertThat(noKey.exit()).isEqualTo(3);
    assertThat(noKey.out()).containsPattern("problem +key +there is none");

    env.put("EVOLINK_API_KEY", "sk-evo-invalid");
    Run refused = evolink("doctor");
    assertThat(refused.exit()).isEqualTo(9);
    assertThat(refused.out()).containsPattern("problem +credits +.*401").doesNotContain("evo-inv");

    Run nowhere = evolink("doctor", "--base-url", "http://127.0.0.1:1", "--json");
    assertThat(nowhere.exit()).isEqualTo(7);
    assertThat((List<?>) nowhere.document().get("findings"))
        .anySatisfy(
            finding -> {
              assertThat(((Map<?, ?>) finding).get("name")).isEqualTo("reachable");
              assertThat(((Map<?, ?>) finding).get("ok")).isEqualTo(false);
            });
  }

  @Test
  void doctorTellsOfAClockThatIsWrong() throws IOException {
    try (MockWebServer service = new MockWebServer()) {
      service.enqueue(
          new MockResponse.Builder()
              .code(401)
              .addHeader("Date", "Sun, 04 Jan 2026 10:00:00 GMT")
              .build());
      service.start();
      Run run = evolink("doctor", "--base-url", "http://127.0.0.1:" + service.getPort());
      assertThat(run.out())
          .containsPattern("problem +clock +\\d+ s ahead of the service: set it right");
      assertThat(Objects.requireNonNull(take(service)).getHeaders().get("Authorization")).isNull();
    }
  }

  private static mockwebserver3.RecordedRequest take(MockWebServer service) {
    try {
      return service.takeRequest();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Run typed(String in, String... args) {
    return Run.with(env, in, args);
  }

  private Run evolink(String... args) {
    return Run.with(env, "", Arrays.copyOf(args, args.length));
  }
}
