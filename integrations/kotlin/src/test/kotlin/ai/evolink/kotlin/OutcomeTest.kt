package ai.evolink.kotlin

import ai.evolink.Outcome
import ai.evolink.TaskHandle
import ai.evolink.WaitOptions
import ai.evolink.emulator.TaskOutcome
import java.time.Duration
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class OutcomeTest : WithEmulator() {
  @Test
  fun whenOverOutcomes_needsNoElse() = runBlocking<Unit> {
    val completed = ended(TaskOutcome.completed())
    val failed = ended(TaskOutcome.failed("service_error"))
    val cancelled = ended(TaskOutcome.cancelled())
    val unfinished = evolink.images().submit(CAT).await()
    val tasks = listOf(completed, failed, cancelled, unfinished)

    val outcomes = evolink.tasks().all(tasks, WaitOptions.of(Duration.ofMinutes(5)))

    assertThat(passTimeUntilDone(outcomes).await().map(::told))
      .containsExactly("1 file", "service_error", "cancelled", "TaskTimeoutException")
  }

  private suspend fun ended(how: TaskOutcome): TaskHandle =
    evolink.images().submit(CAT).await().also { end(it.id(), how) }

  private fun told(outcome: Outcome): String =
    when (outcome) {
      is Outcome.Completed -> "${outcome.generation().artifacts().size} file"
      is Outcome.Failed -> outcome.failure().code().map { it.value() }.orElse("no code")
      is Outcome.Cancelled -> "cancelled"
      is Outcome.Unfinished -> outcome.reason().javaClass.simpleName
    }
}
