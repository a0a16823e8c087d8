package ai.evolink.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JVM's side is played by the test; ShutdownTest lets JVMs come to their end. */
@Timeout(60)
class ShutdownDrainTest {
  private final List<Thread> hooks = new ArrayList<>();
  private boolean shutDown;

  private final ShutdownDrain drain =
      new ShutdownDrain(
          hook -> {
            requireLife();
            hooks.add(hook);
          },
          hook -> {
            requireLife();
            hooks.remove(hook);
          });

  private void requireLife() {
    if (shutDown) {
      throw new IllegalStateException("Shutdown in progress");
    }
  }

  private Thread hook() {
    return hooks.get(0);
  }

  private Attempt attempt() {
    return new Attempt(null, drain, new Unasked(), null);
  }

  /** Without a journal nobody asks what is bought. */
  private static final class Unasked implements Attempt.Source {
    @Override
    public JournalEntry.Key key() {
      throw new AssertionError();
    }

    @Override
    public JournalEntry.@Nullable Key replaced() {
      throw new AssertionError();
    }

    @Override
    public JournalEntry.Builder draft(JournalEntry.Key key) {
      throw new AssertionError();
    }
  }

  @Test
  void hookIsThereWhileASubmitIsUnderWay() {
    Attempt one = attempt();
    Attempt two = attempt();
    drain.enter(one);
    drain.enter(two);
    assertThat(hooks).hasSize(1);
    drain.leave(one);
    drain.leave(one);
    assertThat(hooks).hasSize(1);
    drain.leave(two);
    assertThat(hooks).isEmpty();
    drain.leave(two);
    drain.enter(one);
    assertThat(hooks).hasSize(1);
  }

  @Test
  void attemptIsUnderWayFromItsOpeningToItsEnd() {
    Attempt attempt = attempt();
    attempt.open(null);
    assertThat(hooks).hasSize(1);
    attempt.ended();
    assertThat(hooks).isEmpty();
  }

  /** Another thread has told its end before it was known to be under way. */
  @Test
  void attemptThatIsGivenUpWhileItOpensIsUnderWayNoMore() {
    List<Attempt> opening = new ArrayList<>();
    ShutdownDrain late =
        new ShutdownDrain(
            hook -> {
              hooks.add(hook);
              opening.get(0).failed(new CancellationException());
              opening.get(0).ended();
            },
            hooks::remove);
    Attempt attempt = new Attempt(null, late, new Unasked(), null);
    opening.add(attempt);

    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> attempt.open(null));

    assertThat(hooks).isEmpty();
  }

  @Test
  void attemptOfAJvmThatShutsDownIsNotOpened() {
    shutDown = true;
    Attempt attempt = attempt();

    assertThatExceptionOfType(EvolinkException.class).isThrownBy(() -> attempt.open(null));
  }

  @Test
  void hookKeepsNobodysClassLoader() {
    drain.enter(attempt());
    assertThat(hook().getContextClassLoader()).isNull();
    assertThat(hook().getName()).isEqualTo("evolink-shutdown");
  }

  @Test
  void jvmThatShutsDownLetsNothingLeave() {
    shutDown = true;
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(EvolinkException.class)
          .isThrownBy(() -> drain.enter(attempt()))
          .withMessageStartingWith("The JVM is shutting down; nothing was sent.")
          .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
    }
    assertThat(attempt().isOpen()).isFalse();
  }

  @Test
  void submitThatEndsWhileTheHookIsAboutToRunEndsWell() throws Exception {
    Attempt last = attempt();
    drain.enter(last);
    shutDown = true;
    drain.leave(last);
    hook().start();
    hook().join();
    assertThat(drain.hasBegun()).isTrue();
  }

  @Test
  void whatHasNotLeftIsNotWaitedForAndDoesNotLeaveAnyMore() throws Exception {
    Attempt waiting = attempt();
    drain.enter(waiting);
    hook().start();
    hook().join();
    assertThat(waiting.isOpen()).isFalse();
    assertThatExceptionOfType(EvolinkException.class).isThrownBy(() -> drain.enter(attempt()));
    drain.leave(waiting);
    assertThat(hooks).as("the JVM is running it").hasSize(1);
  }

  @Test
  void whatHasLeftIsWaitedFor() throws Exception {
    Attempt sent = attempt();
    Attempt other = attempt();
    drain.enter(sent);
    drain.enter(other);
    assertThat(sent.isOpen()).isTrue();

    assertEndsSoonAfter(() -> drain.leave(sent));
  }

  @Test
  void interruptEndsTheWait() throws Exception {
    Attempt sent = attempt();
    drain.enter(sent);
    assertThat(sent.isOpen()).isTrue();

    assertEndsSoonAfter(hook()::interrupt);
  }

  private void assertEndsSoonAfter(Runnable event) throws InterruptedException {
    Thread hook = hook();
    hook.start();
    while (hook.getState() != Thread.State.TIMED_WAITING) {
      assertThat(hook.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    event.run();
    hook.join(1_000); // its patience would last for longer
    assertThat(hook.isAlive()).isFalse();
  }
}
