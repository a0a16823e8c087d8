package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.OrderBusyException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A journal of a user's own, which fails, or which other processes write too. */
class ForeignJournalTest extends Lives {
  @Test
  void nothingIsSentIfTheIntentCannotBeWritten() {
    try (EvolinkClient evolink =
        client(
                new Hooked() {
                  @Override
                  public Optional<JournalEntry> intend(JournalEntry intent) {
                    throw new JournalException("No space left.", null, "Make room.");
                  }
                })
            .build()) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result())
          .withMessage("Order \"order-42\": No space left. Make room.")
          .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
    }
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void intentThatCannotBeWrittenRemovesNobodyElses() {
    List<JournalEntry.Key> removed = new CopyOnWriteArrayList<>();
    try (EvolinkClient evolink =
        client(
                new Hooked() {
                  @Override
                  public Optional<JournalEntry> intend(JournalEntry intent) {
                    throw new IllegalStateException("connection lost");
                  }

                  @Override
                  public void refused(JournalEntry.Key key) {
                    removed.add(key);
                  }
                })
            .build()) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result())
          .withMessageContaining("connection lost");
    }
    assertThat(removed).isEmpty();
  }

  @Test
  void orderIsNotBoughtIfNobodyCanTellWhetherItHasBeen() {
    try (EvolinkClient evolink =
        client(
                new Hooked() {
                  @Override
                  public Optional<JournalEntry> find(String id) {
                    throw new JournalException("No connection.", null, "Try again.");
                  }
                })
            .build()) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result())
          .withMessage("Order \"order-42\": No connection. Try again.");
      Awaits.until("the end of all calls", () -> evolink.callsInFlight() == 0);
    }
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void intentOfASubmitThatIsGivenUpWhileItIsWrittenIsTakenBack() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch givenUp = new CountDownLatch(1);
    TaskJournal slow =
        new Hooked() {
          @Override
          public Optional<JournalEntry> intend(JournalEntry intent) {
            Optional<JournalEntry> there = super.intend(intent);
            Shop.hold(written, givenUp);
            return there;
          }
        };
    try (EvolinkClient evolink = client(slow).build()) {
      EvolinkFuture<TaskHandle> submit = evolink.images().submit(CAT, ORDER);
      written.await();
      assertThat(submit.cancel(true)).isTrue();
      givenUp.countDown();
      Awaits.until("the end of the call", () -> evolink.callsInFlight() == 0);
      assertThat(shop.submits).isEmpty();

      assertThat(evolink.images().submit(CAT, ORDER).result().isReplayed()).isFalse();
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void orderThatAnotherProcessSubmitsIsBusy() {
    try (EvolinkClient evolink =
        client(
                new Hooked() {
                  @Override
                  public Optional<JournalEntry> intend(JournalEntry intent) {
                    return Optional.of(intent);
                  }
                })
            .build()) {
      assertThatExceptionOfType(OrderBusyException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result())
          .withMessage(
              "Order \"order-42\": Another process is submitting it. Call again when it has its"
                  + " answer: the same task is returned then.")
          .satisfies(e -> assertThat(e.isRetryable()).isTrue());
    }
    assertThat(shop.submits).isEmpty();
  }

  /** Shows nothing until it is asked for the intent: another process is as fast. */
  private final class Late extends Hooked {
    @Override
    public Optional<JournalEntry> find(String id) {
      return Optional.empty();
    }
  }

  @Test
  void orderThatAnotherProcessMadeUncertainInBetweenIsUncertain() {
    shop.answers.add(Shop.Answer.LOST);
    firstLife(TaskJournal.file(journal()));
    try (EvolinkClient evolink = client(new Late()).build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result())
          .withMessageStartingWith("Order \"order-42\": Sent POST");
      assertThat(evolink.credits().spending().unpriced()).isZero();
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void orderThatAnotherProcessUsedForAnotherRequestInBetweenIsRefused() {
    firstLife(TaskJournal.file(journal()));
    try (EvolinkClient evolink = client(new Late()).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.images().generate(ImageRequest.of("A dog"), ORDER).result())
          .withMessageStartingWith("The order id \"order-42\" belongs to another request.");
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void orderThatAnotherProcessHasBoughtInBetweenIsTaken() {
    TaskHandle theirs;
    try (EvolinkClient evolink = client(TaskJournal.file(journal())).build()) {
      theirs = evolink.images().submit(CAT, ORDER).result();
    }
    try (EvolinkClient evolink = client(new Late()).build()) {
      Generation made = evolink.images().generate(CAT, ORDER).result();

      assertThat(made.task()).isEqualTo(theirs);
      assertThat(made.task().isReplayed()).isTrue();
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void intentThatIsTakenForAbandonedIsNotSent() {
    try (EvolinkClient evolink =
        client(
                new Hooked() {
                  @Override
                  public boolean mayStillSend(JournalEntry.Key key) {
                    return false;
                  }
                })
            .build()) {
      assertThatExceptionOfType(EvolinkException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result())
          .withMessageContaining("the permission to send it has ended")
          .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
      assertThat(evolink.recover().isEmpty()).isTrue();
    }
    assertThat(shop.submits).isEmpty();
  }
}
