package ai.evolink.kotlin

import ai.evolink.EvolinkClient
import ai.evolink.ImageRequest
import ai.evolink.TaskHandle
import ai.evolink.VirtualClock
import ai.evolink.emulator.ApiOperation
import ai.evolink.emulator.EvolinkEmulator
import ai.evolink.emulator.Fault
import ai.evolink.emulator.TaskOutcome
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.LinkedBlockingQueue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.future.await
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Timeout

/** An emulator whose tasks end when the test says so, and a client whose clock the test moves. */
@OptIn(ExperimentalCoroutinesApi::class)
@Timeout(60)
abstract class WithEmulator {
  protected val emulator: EvolinkEmulator =
    EvolinkEmulator.builder().pace(Duration.ofDays(1)).start()
  protected val clock = VirtualClock()
  protected val told = LinkedBlockingQueue<TaskHandle>()
  protected val evolink: EvolinkClient =
    EvolinkClient.builder("sk-test")
      .baseUrl(emulator.url())
      .clock(clock)
      .onSubmitted(told::add)
      .build()

  @AfterEach
  fun stop() {
    evolink.close()
    emulator.close()
  }

  protected fun end(taskId: String, outcome: TaskOutcome = TaskOutcome.completed()) {
    emulator.endTask(taskId, outcome)
  }

  /** Moves the clock from alarm to alarm until [future] is done. */
  protected fun <F : CompletableFuture<*>> passTimeUntilDone(future: F): F {
    passTimeUntil(Duration.ofDays(1)) { future.isDone }
    return future
  }

  /**
   * Moves the clock from alarm to alarm until [done], but not by more than [stride] at once: where
   * another thread is about to make a call, the next alarm may be the deadline.
   */
  protected fun passTimeUntil(stride: Duration = Duration.ofMinutes(3), done: () -> Boolean) {
    while (!done()) {
      if (evolink.callsInFlight() == 0) { // else an answer is on its way
        clock.untilNextAlarm().filter { it <= stride }.ifPresent(clock::advance)
      }
      Thread.onSpinWait()
    }
  }

  /** Runs [block] on other threads than the test's, which moves the clock. */
  protected fun <T> begun(block: suspend () -> T): Deferred<Result<T>> =
    CoroutineScope(Dispatchers.Default).async { runCatching { block() } }

  protected fun <T> ended(work: Deferred<Result<T>>): Result<T> {
    passTimeUntil { work.isCompleted }
    return work.getCompleted()
  }

  /** The wait for [task] has ended, and the task has not: it can be resumed. */
  protected suspend fun assertOnlyTheWaitHasEnded(task: TaskHandle) {
    assertThat(emulator.submissions()).hasSize(1)
    assertNoPollWithin(Duration.ofHours(2))

    end(task.id())
    val made = passTimeUntilDone(evolink.tasks().resume(task.toToken())).await()
    assertThat(made.artifacts()).hasSize(1)
    assertThat(emulator.submissions()).hasSize(1)
  }

  /** A poll would meet the fault, which then is no longer there. */
  private suspend fun assertNoPollWithin(time: Duration) {
    val trap = Fault.status(503).on(ApiOperation.GET_TASK).once()
    emulator.inject(trap)
    clock.advance(time)
    evolink.credits().balance().await() // behind whatever the client has to send
    assertThat(emulator.faults()).containsExactly(trap)
    emulator.clearFaults()
  }

  protected companion object {
    val CAT: ImageRequest = ImageRequest.of("A cat")
  }
}
