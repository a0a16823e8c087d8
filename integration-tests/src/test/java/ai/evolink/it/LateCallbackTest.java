package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.CallbackHub;
import ai.evolink.CallbackReply;
import ai.evolink.EvolinkClient;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callbacks for an order that an earlier process has bought. */
class LateCallbackTest extends Lives {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final List<TaskHandle> unclaimed = new CopyOnWriteArrayList<>();
  private final CallbackHub hub = hub();

  private CallbackHub hub() {
    return CallbackHub.at(URI.create("http://127.0.0.1:1/evolink"), KEY)
        .onUnclaimed(unclaimed::add);
  }

  private EvolinkClient client(CallbackHub hub) {
    return client(TaskJournal.file(journal())).callbackHub(hub).build();
  }

  @BeforeEach
  void buy() {
    try (EvolinkClient evolink = client(hub())) {
      evolink.images().submit(CAT, ORDER).result();
    }
  }

  @Test
  void taskThatNobodyWaitsForIsReadAndItsEndWrittenDown() {
    try (EvolinkClient evolink = client(hub)) {
      assertThat(evolink.recover().accepted()).hasSize(1);

      assertThat(shop.callBack(hub, 0, Shop.FIRST)).isEqualTo(CallbackReply.ACCEPTED);

      Awaits.until("its end is known", () -> evolink.recover().accepted().isEmpty());
      assertThat(evolink.recover().unsaved())
          .singleElement()
          .satisfies(bought -> assertThat(bought.entry().hint()).isEmpty());
      assertThat(unclaimed).isEmpty();
    }
  }

  @Test
  void taskBesideTheOneThatIsKnownIsReportedAsBoughtTwice() {
    TaskHandle other;
    try (EvolinkClient withoutJournal = service.client().build()) {
      other = withoutJournal.images().submit(CAT).result();
    }
    try (LogCapture log = new LogCapture(Level.SEVERE);
        EvolinkClient evolink = client(hub)) {
      shop.callBack(hub, 0, other.id());

      Awaits.until("the task is told", () -> !unclaimed.isEmpty());
      assertThat(unclaimed).containsExactly(other);
      assertThat(evolink.recover().accepted()).hasSize(1);
      assertThat(log.lines())
          .singleElement()
          .satisfies(
              line ->
                  assertThat(line)
                      .startsWith("order-42 was bought twice: a callback names " + other)
                      .contains("the attempt was accepted as TaskHandle[" + Shop.FIRST));
    }
  }
}
