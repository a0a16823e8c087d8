package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The key goes to the service, and nowhere else. */
class SecretsTest {
  @RegisterExtension final MockService service = new MockService();

  @Test
  void keyIsInNoLogMessageOrText() {
    List<String> said = new CopyOnWriteArrayList<>();
    Handler handler = new Recorder(said);
    Logger root = Logger.getLogger("");
    Logger ours = Logger.getLogger("ai.evolink");
    Level before = ours.getLevel();
    ours.setLevel(Level.ALL);
    root.addHandler(handler);
    try {
      service.answer(MockService.SUBMITTED);
      service.answer(
          401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"Invalid or expired token\"}}");
      service.answer("nonsense");
      said.add(service.evolink.toString());
      said.add(service.evolink.images().submit(ImageRequest.of("x")).await().toToken());
      for (int i = 0; i < 2; i++) {
        try {
          service.evolink.images().submit(ImageRequest.of("x")).await();
        } catch (EvolinkException e) {
          StringWriter trace = new StringWriter();
          e.printStackTrace(new PrintWriter(trace));
          said.add(trace.toString());
        }
      }
      said.add(service.evolink.images().preview(ImageRequest.of("x")).toString());
      Thread.getAllStackTraces().keySet().forEach(thread -> said.add(thread.getName()));
    } finally {
      root.removeHandler(handler);
      ours.setLevel(before);
    }

    assertThat(said).isNotEmpty().noneMatch(text -> text.contains("0123456789"));
    assertThat(said).anyMatch(text -> text.contains("Submitted TaskHandle")); // logs were seen
  }

  @Test
  void interceptorsOfTheCallerDoNotSeeTheKey() {
    List<String> seen = new ArrayList<>();
    OkHttpClient curious =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen.add(chain.request().headers().toString());
                  return chain.proceed(chain.request());
                })
            .build();
    service.answer(MockService.SUBMITTED);

    try (EvolinkClient evolink = service.client().httpClient(curious).build()) {
      evolink.images().submit(ImageRequest.of("x")).await();
    }

    assertThat(seen).hasSize(1).noneMatch(headers -> headers.contains("Authorization"));
  }

  @Test
  void redirectTakesTheKeyNowhere() {
    service.answer(
        new MockResponse.Builder()
            .code(302)
            .setHeader("Location", "http://127.0.0.1:1/stolen")
            .build());

    try {
      service.evolink.credits().balance().await();
    } catch (EvolinkException e) {
      assertThat(e).hasMessageContaining("HTTP 302");
    }

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  private static final class Recorder extends Handler {
    private final List<String> said;

    Recorder(List<String> said) {
      this.said = said;
      setLevel(Level.ALL);
      setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord entry) {
      said.add(getFormatter().format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
