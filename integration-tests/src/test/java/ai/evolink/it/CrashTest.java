package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.Purchase;
import ai.evolink.Recovery;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a process that is killed at some moment leaves to the next one. */
class CrashTest extends Lives {
  private final class KillingAfterTheIntent extends Hooked {
    @Override
    public Optional<JournalEntry> intend(JournalEntry intent) {
      Optional<JournalEntry> there = super.intend(intent);
      kill();
      return there;
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
    firstLife(new KillingAfterTheIntent());
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
    firstLife(new KillingAfterTheIntent());
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
