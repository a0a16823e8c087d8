package ai.evolink.kotlin

import ai.evolink.EvolinkClient
import ai.evolink.ImageRequest
import ai.evolink.VirtualClock
import ai.evolink.emulator.EvolinkEmulator
import ai.evolink.emulator.TaskOutcome
import java.time.Duration
import java.util.concurrent.CompletableFuture
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Timeout

/** An emulator whose tasks end when the test says so, and a client whose clock the test moves. */
@Timeout(60)
abstract class WithEmulator {
  protected val emulator: EvolinkEmulator =
    EvolinkEmulator.builder().pace(Duration.ofDays(1)).start()
  protected val clock = VirtualClock()
  protected val evolink: EvolinkClient =
    EvolinkClient.builder("sk-test").baseUrl(emulator.url()).clock(clock).build()

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
    while (!future.isDone) {
      if (evolink.callsInFlight() == 0) { // else an answer is on its way
        clock.untilNextAlarm().ifPresent(clock::advance)
      }
      Thread.onSpinWait()
    }
    return future
  }

  protected companion object {
    val CAT: ImageRequest = ImageRequest.of("A cat")
  }
}
