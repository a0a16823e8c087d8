package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.SpendLimit;
import ai.evolink.SpendLimitException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of submits: what may have been bought counts, and nothing else. */
class LimitUnderFaultsTest {
  private static final BigDecimal PRICE = new BigDecimal("1.6");
  private static final int MOST = 20;
  private static final int SUBMITS = 150;

  @RegisterExtension final MockService service = MockService.askedOnce();
  @TempDir Path folder;

  private final PriceShop shop = new PriceShop();
  private final AtomicInteger made = new AtomicInteger();

  private MockResponse makes(MockResponse answer) {
    made.incrementAndGet();
    return answer;
  }

  /** Ways in which a submit may end; those with {@code makes} have bought something. */
  private List<Function<String, MockResponse>> ends() {
    return List.of(
        id -> makes(PriceShop.accepted(id, "1.6")),
        id -> makes(PriceShop.accepted(id, "1.2")),
        id -> makes(PriceShop.accepted(id, "")),
        id -> makes(PriceShop.lost()),
        id -> makes(PriceShop.json(200, "{\"id\":")),
        id -> makes(PriceShop.json(502, "<html>bad gateway</html>")),
        id ->
            makes(
                new MockResponse.Builder()
                    .body("{\"id\":\"" + id + "\",\"status\":\"pending\"}")
                    .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
                    .build()),
        id -> PriceShop.refused(),
        id -> PriceShop.json(400, "{\"error\":{\"code\":\"invalid_request\",\"message\":\"no\"}}"),
        id -> PriceShop.json(429, "{\"error\":{\"code\":\"rate_limit\",\"message\":\"slow\"}}"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatMayHaveBeenBoughtCountsAndStaysWithinTheLimit(long seed) {
    Random random = new Random(seed);
    List<Function<String, MockResponse>> ends = ends();
    for (int i = 0; i < SUBMITS; i++) {
      shop.answers.add(ends.get(random.nextInt(ends.size())));
    }
    service.server.setDispatcher(shop);
    BigDecimal limit = PRICE.multiply(BigDecimal.valueOf(MOST));
    Path journal = folder.resolve("journal");
    BigDecimal counted;
    try (EvolinkClient evolink = client(journal, limit)) {
      List<EvolinkFuture<TaskHandle>> submits = new ArrayList<>();
      for (int i = 0; i < SUBMITS; i++) {
        submits.add(evolink.images().submit(ImageRequest.of("x")));
      }
      int unknown = 0;
      int refused = 0;
      for (EvolinkFuture<TaskHandle> submit : submits) {
        try {
          submit.result();
        } catch (SpendLimitException e) {
          assertThat(e.charge()).isEqualTo(Charge.NONE);
          refused++;
        } catch (EvolinkException e) {
          unknown += e.charge() == Charge.UNKNOWN ? 1 : 0;
        }
      }
      counted = evolink.credits().spending().committed();
      assertThat(counted).isLessThanOrEqualTo(limit);
      assertThat(evolink.credits().spending().pending())
          .isEqualByComparingTo(PRICE.multiply(BigDecimal.valueOf(unknown)));
      assertThat(evolink.credits().spending().tasks() + unknown).isGreaterThanOrEqualTo(made.get());
      assertThat(refused).as("the limit was reached").isPositive();
    }
    try (EvolinkClient evolink = client(journal, limit)) {
      assertThat(evolink.credits().spending().committed())
          .as("in the next life")
          .isEqualByComparingTo(counted);
    }
  }

  private EvolinkClient client(Path journal, BigDecimal limit) {
    return service
        .client()
        .journal(TaskJournal.file(journal))
        .spendLimit(SpendLimit.of(limit).ledger("faults"))
        .build();
  }
}
