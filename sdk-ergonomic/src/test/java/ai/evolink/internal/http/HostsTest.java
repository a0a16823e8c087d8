package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.api.CreditsApi;
import ai.evolink.api.FilesApi;
import ai.evolink.api.Server;
import ai.evolink.api.ThirdServerApi;
import ai.evolink.model.EvolinkJson;
import java.net.URI;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.GET;
import retrofit2.http.Query;
import retrofit2.http.Url;

class HostsTest {
  @Test
  void publicHostsAreTheDefault() {
    Hosts hosts = Hosts.of(null, null, false);

    assertThat(hosts.api).hasToString("https://api.evolink.ai/");
    assertThat(hosts.files).hasToString("https://files-api.evolink.ai/");
  }

  @Test
  void baseUrlOfTheCallerServesTheFilesToo() {
    Hosts hosts = Hosts.of(URI.create("https://proxy.example/evolink"), null, false);

    assertThat(hosts.api).hasToString("https://proxy.example/evolink/");
    assertThat(hosts.files).isEqualTo(hosts.api);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.evolink.ai/v1, https://api.evolink.ai/",
    "https://api.evolink.ai/v1/, https://api.evolink.ai/",
    "https://proxy.example/evolink/v1, https://proxy.example/evolink/",
    "https://proxy.example/api/v1, https://proxy.example/",
    "https://proxy.example/v12, https://proxy.example/v12/",
    "https://proxy.example/xv1, https://proxy.example/xv1/",
    "https://proxy.example/v1/x, https://proxy.example/v1/x/"
  })
  void versionAtTheEndOfABaseUrlIsTakenForThatOfThePaths(String given, String meant) {
    Hosts hosts = Hosts.of(URI.create(given), URI.create(given), false);

    assertThat(hosts.api).hasToString(meant);
    assertThat(hosts.files).hasToString(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://127.9.9.9",
        "http://[::1]:1"
      })
  void loopbackMayBePlainHttp(String url) {
    assertThat(Hosts.of(URI.create(url), null, false).apiIsLoopback()).isTrue();
  }

  @Test
  void plainHttpElsewhereNeedsTheSwitch() {
    URI url = URI.create("http://emulator:8080");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hosts.of(url, null, false))
        .withMessageContaining("baseUrl must be https, but was http://emulator:8080")
        .withMessageContaining("allowPlainHttp()");
    assertThat(Hosts.of(url, null, true).api).hasToString("http://emulator:8080/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com",
        "example.com",
        "/v1",
        "https://u:p@example.com",
        "https://e.com?x=1",
        "https://e.com#x"
      })
  void whatIsNoBaseUrlIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hosts.of(URI.create(url), null, true))
        .withMessageContaining("baseUrl");
  }

  @Test
  void passwordInBaseUrlIsNotRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hosts.of(URI.create("https://u:secret@example.com"), null, true))
        .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.evolink.ai:8443/v1/tasks", "http://api.evolink.ai/v1/tasks",
        "https://api.evolink.ai.evil.example/", "https://files.evolink.ai/a.png"
      })
  void otherOriginsGetNoKey(String url) {
    assertThat(Hosts.of(null, null, false).mayHaveKey(HttpUrl.get(url))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://api.evolink.ai/v1/tasks", "https://files-api.evolink.ai/x"})
  void bothServicesGetTheKey(String url) {
    assertThat(Hosts.of(null, null, false).mayHaveKey(HttpUrl.get(url))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://files-api.evolink.ai/anything, true",
    "https://api.evolink.ai/api/v1/files/upload, false",
    "http://files-api.evolink.ai/api/v1/files/upload, false"
  })
  void filesServiceIsKnownByItsOrigin(String url, boolean files) {
    assertThat(Hosts.of(null, null, false).isFiles(HttpUrl.get(url))).isEqualTo(files);
  }

  @ParameterizedTest
  @CsvSource({
    "https://proxy.example/evolink/API/v1/Files/upload, true",
    "https://proxy.example/evolink/v1/images/generations, false",
    "https://elsewhere.example/api/v1/files/upload, false"
  })
  void pathTellsTheFilesServiceIfBothHaveOneOrigin(String url, boolean files) {
    Hosts hosts = Hosts.of(URI.create("https://proxy.example/evolink"), null, false);

    assertThat(hosts.isFiles(HttpUrl.get(url))).isEqualTo(files);
  }

  @Test
  void filesBaseUrlIsCheckedAsTheOtherIs() {
    URI api = URI.create("http://localhost:8080");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hosts.of(api, URI.create("http://files.example"), false))
        .withMessageContaining("filesBaseUrl must be https");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.evolink.ai, false, false",
    "http://10.0.0.1, true, false",
    "http://localhost, true, true"
  })
  void apiInAPrivateNetworkIsKnown(String url, boolean isPrivate, boolean loopback) {
    Hosts hosts = Hosts.of(URI.create(url), null, true);

    assertThat(hosts.apiIsPrivate()).isEqualTo(isPrivate);
    assertThat(hosts.apiIsLoopback()).isEqualTo(loopback);
  }

  /** Of a caller's, in a package that is not generated. */
  interface OwnApi {
    @Server("https://elsewhere.example")
    @GET("/list")
    Call<ResponseBody> list(@Nullable @Query("q") String query);

    @Server("https://elsewhere.example")
    @GET
    Call<ResponseBody> anywhere(@Url String url);
  }

  @Test
  void operationGoesToTheServerThatItsSpecificationNames() {
    Hosts hosts = Hosts.of(null, null, false);

    assertThat(routed(hosts, FilesApi.class, FilesApi::getFileQuota))
        .hasToString("https://files-api.evolink.ai/api/v1/files/quota");
    assertThat(routed(hosts, CreditsApi.class, CreditsApi::getCredits))
        .hasToString("https://api.evolink.ai/v1/credits");
  }

  @Test
  void thirdServerOfTheSpecificationIsFollowedAndGetsTheKey() {
    Hosts hosts = Hosts.of(null, null, false);
    HttpUrl list = HttpUrl.get("https://prices.evolink.ai/v2/list");
    assertThat(hosts.mayHaveKey(list)).isFalse();

    assertThat(routed(hosts, ThirdServerApi.class, ThirdServerApi::list)).isEqualTo(list);

    assertThat(hosts.mayHaveKey(list)).isTrue();
    assertThat(hosts.mayHaveKey(HttpUrl.get("https://elsewhere.example/v2/list"))).isFalse();
  }

  @Test
  void serverThatACallerNamesIsFollowedWithoutTheKey() {
    Hosts hosts = Hosts.of(null, null, false);

    HttpUrl url = routed(hosts, OwnApi.class, api -> api.list("a b&c"));

    assertThat(url).hasToString("https://elsewhere.example/list?q=a%20b%26c");
    assertThat(hosts.mayHaveKey(url)).isFalse();
  }

  @Test
  void addressThatACallGivesIsNoPathOfAServer() {
    Hosts hosts = Hosts.of(null, null, false);

    assertThat(routed(hosts, OwnApi.class, api -> api.anywhere("https://third.example/a?b=c")))
        .hasToString("https://third.example/a?b=c");
    assertThat(routed(hosts, OwnApi.class, api -> api.anywhere("/a?b=c")))
        .hasToString("https://elsewhere.example/a?b=c");
  }

  @Test
  void baseUrlOfTheCallerStandsForEveryServer() {
    Hosts hosts = Hosts.of(URI.create("https://proxy.example/evolink"), null, false);

    assertThat(routed(hosts, FilesApi.class, FilesApi::getFileQuota))
        .hasToString("https://proxy.example/evolink/api/v1/files/quota");
    assertThat(routed(hosts, ThirdServerApi.class, ThirdServerApi::list))
        .hasToString("https://proxy.example/evolink/list");
  }

  @Test
  void pathFromTheRootLeavesThePathOfTheBaseUrlOut() {
    Hosts hosts = Hosts.of(URI.create("https://proxy.example/evolink"), null, false);

    assertThat(routed(hosts, OwnApi.class, api -> api.list(null)))
        .hasToString("https://proxy.example/list");
  }

  @Test
  void filesBaseUrlKeepsItsPath() {
    Hosts hosts = Hosts.of(null, URI.create("https://files.example/store"), false);

    assertThat(routed(hosts, FilesApi.class, FilesApi::getFileQuota))
        .hasToString("https://files.example/store/api/v1/files/quota");
  }

  @Test
  void eachBaseUrlKeepsItsOwnPath() {
    Hosts hosts =
        Hosts.of(
            URI.create("https://proxy.example/evolink"),
            URI.create("https://files.example/store"),
            false);

    assertThat(routed(hosts, FilesApi.class, FilesApi::getFileQuota))
        .hasToString("https://files.example/store/api/v1/files/quota");
  }

  private static <S> HttpUrl routed(Hosts hosts, Class<S> api, Function<S, Call<?>> call) {
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(hosts.api)
            .addConverterFactory(MoshiConverterFactory.create(EvolinkJson.moshi()))
            .build();
    return hosts.routed(call.apply(retrofit.create(api)).request()).url();
  }
}
