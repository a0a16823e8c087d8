package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.OrderBusyException;
import ai.evolink.Purchase;
import ai.evolink.Recovery;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process that is killed at some moment leaves to the next one. The file as it is at that
 * moment is copied: that is what {@code kill -9} leaves. The next process has the copy.
 */
class CrashTest {
  private static final ImageRequest CAT = ImageRequest.of("A cat");
  private static final SubmitOptions ORDER =
      SubmitOptions.builder().orderId("order-42").waitOptions(MockService.AT_ONCE).build();

  @RegisterExtension final MockService service = new MockService();
  @TempDir Path folder;

  private final Shop shop = new Shop();
  private final List<TaskHandle> told = new CopyOnWriteArrayList<>();
  private final AtomicBoolean killed = new AtomicBoolean();

  @BeforeEach
  void open() {
    shop.port = service.server.getPort();
    service.server.setDispatcher(shop);
  }

  private Path journal() {
    return folder.resolve("journal");
  }

  private Path copy() {
    return folder.resolve("copy");
  }

  /** The process is killed here: what comes later is not for the next one. */
  private void kill() {
    if (killed.compareAndSet(false, true)) {
      try {
        Files.copy(journal(), copy());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private EvolinkClient.Builder client(TaskJournal journal) {
    return service.client().journal(journal).onSubmitted(told::add);
  }

  /** Lives until {@link #kill}, or to the end and a little longer. */
  private void firstLife(TaskJournal journal) {
    try (EvolinkClient evolink = client(journal).onSubmitted(task -> {}).build()) {
      Shop.ignoring(() -> evolink.images().generate(CAT, ORDER).result());
      kill();
    }
  }

  private EvolinkClient nextLife() {
    return client(TaskJournal.file(copy())).build();
  }

  /** A journal that runs something before or after one of its methods. */
  private class Hooked extends ForwardingJournal {
    Hooked() {
      super(TaskJournal.file(journal()));
    }
  }

  // ---- the rows of the table, by number

  @Test
  void row1KilledBeforeTheIntent() {
    firstLife(
        new Hooked() {
          @Override
          public Optional<JournalEntry> intend(JournalEntry intent) {
            kill();
            return super.intend(intent);
          }
        });
    shop.bought.clear(); // that was after the kill

    try (EvolinkClient evolink = nextLife()) {
      assertThat(evolink.recover().isEmpty()).isTrue();
      evolink.images().generate(CAT, ORDER).result();
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void row2KilledInTheMiddleOfTheIntent() throws Exception {
    firstLife(
        new Hooked() {
          @Override
          public Optional<JournalEntry> intend(JournalEntry intent) {
            Optional<JournalEntry> there = super.intend(intent);
            kill();
            return there;
          }
        });
    byte[] whole = Files.readAllBytes(copy());
    Files.write(copy(), java.util.Arrays.copyOf(whole, whole.length - 5));
    shop.bought.clear(); // that was after the kill

    try (EvolinkClient evolink = nextLife()) {
      assertThat(evolink.recover().isEmpty()).isTrue();
      evolink.images().generate(CAT, ORDER).result();
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void row3KilledBetweenTheIntentAndTheFirstByte() {
    firstLife(
        new Hooked() {
          @Override
          public Optional<JournalEntry> intend(JournalEntry intent) {
            Optional<JournalEntry> there = super.intend(intent);
            kill();
            return there;
          }
        });
    shop.bought.clear(); // that was after the kill

    assertUncertain();
    assertThat(shop.bought).isEmpty();
  }

  @Test
  void rows5To6KilledWhileTheServiceHasTheSubmit() {
    shop.onSubmit = this::kill;
    firstLife(TaskJournal.file(journal()));

    assertUncertain();
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void row7KilledBeforeTheAnswerIsWritten() {
    firstLife(
        new Hooked() {
          @Override
          public void accepted(
              JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
            kill();
            super.accepted(key, task, reserved);
          }
        });

    assertUncertain();
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void row8KilledAfterTheAnswerCouldNotBeWritten() {
    try (LogCapture log = new LogCapture(Level.SEVERE)) {
      try (EvolinkClient evolink =
          client(
                  new Hooked() {
                    @Override
                    public void accepted(
                        JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
                      throw new JournalException("No space left.", null, null);
                    }
                  })
              .build()) {
        Generation made = evolink.images().generate(CAT, ORDER).result();
        kill();

        assertThat(told).containsExactly(made.task());
        assertThat(log.lines())
            .singleElement()
            .satisfies(line -> assertThat(line).contains(made.task().toToken()));
      }
    }
    told.clear();

    assertUncertain();
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void row9KilledAfterTheAnswerIsWritten() {
    firstLife(
        new Hooked() {
          @Override
          public void accepted(
              JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
            super.accepted(key, task, reserved);
            kill();
          }
        });

    assertAccepted();
  }

  @Test
  void row10KilledInTheHook() {
    try (EvolinkClient evolink =
        client(TaskJournal.file(journal())).onSubmitted(task -> kill()).build()) {
      evolink.images().generate(CAT, ORDER).result();
    }

    assertAccepted();
  }

  @Test
  void row12KilledBeforeTheResultIsSaved() {
    firstLife(TaskJournal.file(journal()));

    try (EvolinkClient evolink = nextLife()) {
      Purchase unsaved = evolink.recover().unsaved().get(0);
      Path file = unsaved.resume(MockService.AT_ONCE).result().only().saveTo(folder.resolve("a"));

      assertThat(file).hasContent("png");
      assertThat(evolink.recover().isEmpty()).isTrue();
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void row19KilledInARetry() {
    shop.onSubmit = this::kill;
    shop.answers.add(Shop.Answer.LOST);
    firstLife(TaskJournal.file(journal()));
    Path first = copy();

    killed.set(false);
    try (EvolinkClient evolink =
        client(
                new ForwardingJournal(TaskJournal.file(first)) {
                  @Override
                  public Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
                    Optional<JournalEntry> there = super.retry(key, next);
                    if (killed.compareAndSet(false, true)) {
                      copyOf(first, folder.resolve("second"));
                    }
                    return there;
                  }
                })
            .submitTimeout(Duration.ofNanos(1))
            .build()) {
      Purchase doubt = evolink.recover().uncertain().get(0);
      Shop.ignoring(() -> doubt.retry(MockService.AT_ONCE).result());
    }

    try (EvolinkClient evolink = client(TaskJournal.file(folder.resolve("second"))).build()) {
      assertThat(evolink.recover().uncertain())
          .singleElement()
          .satisfies(doubt -> assertThat(doubt.entry().key().attempt()).isEqualTo(2));
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result());
    }
  }

  private static void copyOf(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void row22SecondProcessIsRefusedByName() {
    try (EvolinkClient first = client(TaskJournal.file(journal())).build()) {
      assertThat(first).isNotNull();
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> client(TaskJournal.file(journal())).build())
          .withMessageContaining("is in use by another client of this process");
    }
  }

  @Test
  void row27DamagedJournalBuysNothing() throws Exception {
    firstLife(TaskJournal.file(journal()));
    byte[] content = Files.readAllBytes(copy());
    content[40] ^= 1;
    Files.write(copy(), content);
    int before = shop.bought.size();

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(this::nextLife)
        .withMessageContaining("cannot be used")
        .withMessageContaining("evolink journal check");
    assertThat(shop.bought).hasSize(before);
  }

  // ---- a journal that fails

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

  @Test
  void orderThatAnotherProcessHasBoughtInBetweenIsTaken() {
    TaskHandle theirs;
    try (EvolinkClient evolink = client(TaskJournal.file(journal())).build()) {
      theirs = evolink.images().submit(CAT, ORDER).result();
    }
    try (EvolinkClient evolink =
        client(
                new Hooked() {
                  @Override
                  public Optional<JournalEntry> find(String id) {
                    return Optional.empty(); // not yet
                  }
                })
            .build()) {
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

  @Test
  void orphanIsNotRetriedWhileItsCallMayGoOn() {
    shop.onSubmit = this::kill;
    firstLife(TaskJournal.file(journal()));

    try (EvolinkClient evolink = nextLife()) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> evolink.recover().uncertain().get(0).retry())
          .withMessageStartingWith(
              "order-42 may still be under way, sent by a process that is gone. It can be retried"
                  + " in ");
    }
    assertThat(shop.bought).hasSize(1);
  }

  // ---- what all of them have in common

  private void assertUncertain() {
    int before = shop.bought.size();
    try (EvolinkClient evolink = nextLife()) {
      assertThat(evolink.recover().uncertain())
          .singleElement()
          .satisfies(doubt -> assertThat(doubt.orderId()).contains("order-42"));
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result());
    }
    assertThat(shop.bought).hasSize(before);
  }

  private void assertAccepted() {
    try (EvolinkClient evolink = nextLife()) {
      Recovery left = evolink.recover();
      assertThat(left.accepted()).hasSize(1);
      assertThat(left.uncertain()).isEmpty();

      Generation made = left.accepted().get(0).resume(MockService.AT_ONCE).result();
      assertThat(evolink.images().generate(CAT, ORDER).result().task()).isEqualTo(made.task());
      assertThat(evolink.recover().unsaved()).hasSize(1);
    }
    assertThat(shop.bought).hasSize(1);
  }
}
