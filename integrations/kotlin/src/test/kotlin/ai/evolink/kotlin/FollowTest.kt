package ai.evolink.kotlin

import ai.evolink.Outcome
import ai.evolink.TaskFailedException
import ai.evolink.TaskHandle
import ai.evolink.TaskSnapshot
import ai.evolink.emulator.TaskOutcome
import ai.evolink.model.TaskStatus
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.LinkedBlockingQueue
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class FollowTest : WithEmulator() {
  private val tasks
    get() = evolink.tasks()

  @Test
  fun taskIsFoundByHandleIdAndToken() = runBlocking<Unit> {
    val task = evolink.images().awaitSubmit(CAT)
    end(task.id())

    listOf<suspend () -> TaskHandle>(
        { tasks.awaitFollow(task).task() },
        { tasks.awaitFollow(task.id()).task() },
        { tasks.awaitResume(task.toToken()).task() },
      )
      .forEach { assertThat(ended(begun(it)).getOrThrow()).isEqualTo(task) }
    assertThat(tasks.awaitGet(task.id()).status()).isEqualTo(TaskStatus.COMPLETED)
  }

  @Test
  fun outcomesOfAll_areInTheirOrder() = runBlocking<Unit> {
    val failed = evolink.images().awaitSubmit(CAT)
    val completed = evolink.images().awaitSubmit(CAT)
    end(completed.id())
    end(failed.id(), TaskOutcome.failed("service_error"))

    val outcomes = ended(begun { tasks.awaitAll(listOf(failed, completed)) }).getOrThrow()

    assertThat(outcomes.map { it.task() }).containsExactly(failed, completed)
    assertThat(outcomes.first()).isInstanceOf(Outcome.Failed::class.java)
  }

  @Test
  fun outcomes_comeAsSoonAsTheyAreKnown() = runBlocking<Unit> {
    val slow = evolink.images().awaitSubmit(CAT)
    val quick = evolink.images().awaitSubmit(CAT)
    val seen = ConcurrentLinkedQueue<Outcome>()
    val work = begun { tasks.outcomes(listOf(slow, quick)).collect(seen::add) }
    end(quick.id())
    passTimeUntil { seen.isNotEmpty() }
    assertThat(work.isCompleted).isFalse()
    end(slow.id(), TaskOutcome.failed("service_error"))

    ended(work).getOrThrow()

    assertThat(seen.map { it.task() }).containsExactly(quick, slow)
  }

  @Test
  fun progress_tellsEachChangeAndTheLastState() = runBlocking<Unit> {
    val task = evolink.images().awaitSubmit(CAT)
    val seen = LinkedBlockingQueue<TaskSnapshot>()
    val all = begun { tasks.progress(task).collect(seen::add) }
    listOf(20, 40).forEach { percent ->
      emulator.progressTask(task.id(), percent)
      passTimeUntil { seen.any { it.progress().orElse(0) == percent } }
    }
    end(task.id())

    ended(all).getOrThrow()

    val told = seen.map { it.progress().orElse(-1) }
    assertThat(told).isSorted().doesNotHaveDuplicates().contains(20, 40)
    assertThat(seen.last().status()).isEqualTo(TaskStatus.COMPLETED)
    assertThat(emulator.submissions()).hasSize(1)
  }

  @Test
  fun progressOfATaskThatFails_endsWithItsStateAndThenTheException() = runBlocking<Unit> {
    val task = evolink.images().awaitSubmit(CAT)
    end(task.id(), TaskOutcome.failed("service_error"))
    val seen = ConcurrentLinkedQueue<TaskSnapshot>()

    val thrown = ended(begun { tasks.progress(task).collect(seen::add) }).exceptionOrNull()

    assertThat(seen.last().status()).isEqualTo(TaskStatus.FAILED)
    assertThat(thrown).isInstanceOf(TaskFailedException::class.java)
  }

  @Test
  fun progressCanBeCollectedAgain_forNothing() = runBlocking<Unit> {
    val task = evolink.images().awaitSubmit(CAT)
    end(task.id())
    val progress = tasks.progress(task)

    val first = ended(begun { progress.toList() }).getOrThrow()
    val second = ended(begun { progress.toList() }).getOrThrow()

    assertThat(first.last()).isEqualTo(second.last())
    assertThat(emulator.submissions()).hasSize(1)
  }

  @Test
  fun collectorThatHasSeenEnough_endsTheWaitAndNotTheTask() = runBlocking {
    val task = evolink.images().awaitSubmit(CAT)
    emulator.progressTask(task.id(), 20)

    // The first poll comes at once. The clock stands still, so that no second one is on its way.
    begun { tasks.progress(task).first() }.await().getOrThrow()

    assertOnlyTheWaitHasEnded(task)
  }

  @Test
  fun cancelledCollectorOfOutcomes_endsItsWaits() = runBlocking {
    val task = evolink.images().awaitSubmit(CAT)
    val work = begun { tasks.outcomes(listOf(task)).collect {} }
    while (!firstPollIsAnswered()) Thread.onSpinWait()

    work.cancelAndJoin()

    assertOnlyTheWaitHasEnded(task)
  }

  /** Whether the next poll is planned: the deadline is further away than that. */
  private fun firstPollIsAnswered() =
    evolink.callsInFlight() == 0 &&
      clock.untilNextAlarm().filter { it <= Duration.ofMinutes(3) }.isPresent
}
