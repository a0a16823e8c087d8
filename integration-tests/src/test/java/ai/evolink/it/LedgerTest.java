package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SpendLimit;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit that outlives the process. A picture costs 1.6 credits here. */
class LedgerTest {
  private static final ImageRequest CAT = ImageRequest.of("x");

  @RegisterExtension final MockService service = MockService.askedOnce();
  @TempDir Path folder;

  private final PriceShop shop = new PriceShop();

  @BeforeEach
  void open() {
    service.server.setDispatcher(shop);
  }

  private EvolinkClient life(String ledger) {
    return life(TaskJournal.file(folder.resolve("journal")), ledger);
  }

  private EvolinkClient life(TaskJournal journal, String ledger) {
    SpendLimit limit = SpendLimit.of(new BigDecimal("4.8"));
    return service
        .client()
        .journal(journal)
        .spendLimit(ledger.isEmpty() ? limit : limit.ledger(ledger))
        .build();
  }

  private static TaskHandle buy(EvolinkClient evolink, String order) {
    return evolink.images().submit(CAT, SubmitOptions.ofOrder(order)).result();
  }

  private static BigDecimal committed(EvolinkClient evolink) {
    return evolink.credits().spending().committed();
  }

  @Test
  void sumGoesOnInTheNextLife() {
    try (EvolinkClient evolink = life("autumn")) {
      buy(evolink, "a");
      buy(evolink, "b");
    }
    try (EvolinkClient evolink = life("autumn")) {
      assertThat(evolink.credits().spending())
          .hasToString("Spending[2 tasks, 3.2 credits reserved, 0 used]");
      buy(evolink, "c");
      assertThatThrownBy(() -> buy(evolink, "d")).isInstanceOf(SpendLimitException.class);
      assertThat(buy(evolink, "a").isReplayed()).as("what was bought costs nothing").isTrue();
    }
    assertThat(shop.submits).hasSize(3);
  }

  @Test
  void eachNameHasASumOfItsOwnAndWithoutANameItIsThatOfTheClient() {
    try (EvolinkClient evolink = life("autumn")) {
      buy(evolink, "a");
    }
    try (EvolinkClient evolink = life("winter")) {
      assertThat(committed(evolink)).isZero();
      buy(evolink, "b");
    }
    try (EvolinkClient evolink = life("")) {
      assertThat(committed(evolink)).isZero();
      buy(evolink, "c");
    }
    try (EvolinkClient evolink = life("autumn")) {
      assertThat(committed(evolink)).isEqualByComparingTo("1.6");
    }
  }

  @Test
  void finalChargeReplacesTheReservationInALaterLifeToo() {
    TaskHandle task;
    try (EvolinkClient evolink = life("autumn")) {
      task = buy(evolink, "a");
    }
    shop.ends.put(
        task.id(),
        "\"status\":\"completed\",\"results\":[\"https://x.test/a.png\"],"
            + "\"usage\":{\"credits_used\":0.5}");
    try (EvolinkClient evolink = life("autumn")) {
      evolink.tasks().get(task.id()).result();
      assertThat(committed(evolink)).isEqualByComparingTo("0.5");
    }
    try (EvolinkClient evolink = life("autumn")) {
      assertThat(committed(evolink)).isEqualByComparingTo("0.5");
    }
  }

  @Test
  void uncertainPurchaseKeepsItsMostInTheNextLife() {
    shop.answers.add(id -> PriceShop.lost());
    try (EvolinkClient evolink = life("autumn")) {
      assertThatThrownBy(() -> buy(evolink, "a")).isInstanceOf(SubmissionUncertainException.class);
    }
    try (EvolinkClient evolink = life("autumn")) {
      assertThat(evolink.credits().spending())
          .hasToString("Spending[0 tasks, 1.6 credits pending, 0 credits reserved, 0 used]");
      evolink.recover().uncertain().get(0).giveUp();
    }
    try (EvolinkClient evolink = life("autumn")) {
      assertThat(committed(evolink)).isEqualByComparingTo("1.6");
    }
  }

  @Test
  void refusedPurchaseCountsForNothingInTheNextLife() {
    shop.answers.add(id -> PriceShop.refused());
    try (EvolinkClient evolink = life("autumn")) {
      assertThatThrownBy(() -> buy(evolink, "a")).isInstanceOf(RuntimeException.class);
    }
    try (EvolinkClient evolink = life("autumn")) {
      assertThat(committed(evolink)).isZero();
    }
  }

  @Test
  void sumOutlivesTheEntries() {
    TaskJournal journal = TaskJournal.file(folder.resolve("journal"));
    TaskHandle task;
    try (EvolinkClient evolink = life(journal, "autumn")) {
      task = buy(evolink, "a");
      shop.ends.put(task.id(), "\"status\":\"failed\",\"error\":{\"code\":\"x\"}");
      evolink.tasks().get(task.id()).result();
      assertThat(journal.purge(Instant.MAX)).isOne();
      assertThat(journal.carried("autumn")).isEqualByComparingTo("1.6");
      assertThat(journal.carried("winter")).isZero();
    }
    for (int i = 0; i < 3; i++) { // each life writes the file anew
      try (EvolinkClient evolink = life("autumn")) {
        assertThat(committed(evolink)).isEqualByComparingTo("1.6");
      }
    }
  }

  @Test
  void purchaseWithoutAnOrderIdCountsAfterItIsForgotten() {
    TaskJournal journal = TaskJournal.file(folder.resolve("journal"));
    try (EvolinkClient evolink = life(journal, "autumn")) {
      TaskHandle task = evolink.images().submit(CAT).result();
      journal.saved(task.id());
      assertThat(journal.byTask(task.id())).isEmpty();
    }
    try (EvolinkClient evolink = life("autumn")) {
      assertThat(committed(evolink)).isEqualByComparingTo("1.6");
    }
  }

  @Test
  void ledgerNeedsAJournal() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                service.client().spendLimit(SpendLimit.of(BigDecimal.ONE).ledger("autumn")).build())
        .withMessageStartingWith("A ledger needs a journal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\ud800"})
  void ledgerNeedsAPlainName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpendLimit.of(BigDecimal.ONE).ledger(name));
  }
}
