package ai.evolink.kotlin

import ai.evolink.ApiException
import ai.evolink.TaskFailedException
import ai.evolink.TaskFuture
import ai.evolink.TaskHandle
import ai.evolink.emulator.ApiOperation
import ai.evolink.emulator.Fault
import ai.evolink.emulator.TaskOutcome
import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** `await` is that of kotlinx-coroutines: no method of the SDK's futures hides it. */
class AwaitTest : WithEmulator() {
  @Test
  fun awaitSuspends_otherCoroutinesUseItsThread() {
    Executors.newSingleThreadExecutor().asCoroutineDispatcher().use { onlyThread ->
      runBlocking(onlyThread) {
        val future = evolink.images().generate(CAT)
        var awaitedOn: Thread? = null
        val picture =
          async(start = UNDISPATCHED) {
            awaitedOn = Thread.currentThread()
            future.await()
          }

        // Reached while the other coroutine awaits, and without it the task would never end.
        assertThat(Thread.currentThread()).isSameAs(awaitedOn)
        assertThat(picture.isCompleted).isFalse()
        end(future.submitted().await().id())
        passTimeUntilDone(future)

        assertThat(picture.await().artifacts()).hasSize(1)
      }
    }
  }

  @Test
  fun awaitOfACompletedFuture_returnsTheSameResult() = runBlocking<Unit> {
    val future = evolink.images().generate(CAT)
    end(future.submitted().await().id())
    passTimeUntilDone(future)

    assertThat(future.await()).isSameAs(future.result())
  }

  @Test
  fun failureOfATask_isThrownWithoutAWrapper() = runBlocking<Unit> {
    val future = evolink.images().generate(CAT)
    val whilePending = async(start = UNDISPATCHED) { runCatching { future.await() } }
    end(future.submitted().await().id(), TaskOutcome.failed("content_policy_violation"))
    passTimeUntilDone(future)

    val thrown = whilePending.await().exceptionOrNull()
    assertThat(thrown).isExactlyInstanceOf(TaskFailedException::class.java)
    assertThat(runCatching { future.await() }.exceptionOrNull()).isSameAs(thrown)
  }

  @Test
  fun failureOfADerivedStage_isThrownWithoutAWrapper() = runBlocking<Unit> {
    emulator.inject(Fault.status(400).on(ApiOperation.SUBMIT_IMAGE).once())

    val id = evolink.images().generate(CAT).thenApply { it.task().id() }

    assertThat(runCatching { id.await() }.exceptionOrNull())
      .isExactlyInstanceOf(ApiException::class.java)
  }

  @Test
  fun cancelledCoroutine_endsTheWaitAndNotTheTask() = runBlocking {
    val future = evolink.images().generate(CAT)
    val waiting = launch(start = UNDISPATCHED) { future.await() }
    val task = future.submitted().await()

    waiting.cancelAndJoin()

    assertThat(future.isCancelled).isTrue()
    assertOnlyTheWaitHasEnded(future, task)
  }

  @Test
  fun cancelledCoroutineOfADerivedStage_endsTheWaitAndNotTheTask() = runBlocking {
    val future = evolink.images().generate(CAT)
    val waiting = launch(start = UNDISPATCHED) { future.thenApply { it.artifacts() }.await() }
    val task = future.submitted().await()

    waiting.cancelAndJoin()

    assertOnlyTheWaitHasEnded(future, task)
  }

  @Test
  fun withTimeout_endsTheWaitAndNotTheTask() = runBlocking {
    val future = evolink.images().generate(CAT)
    val task = future.submitted().await()

    val thrown = runCatching { withTimeout(1) { future.await() } }.exceptionOrNull()

    assertThat(thrown).isInstanceOf(TimeoutCancellationException::class.java)
    assertOnlyTheWaitHasEnded(future, task)
  }

  private suspend fun assertOnlyTheWaitHasEnded(wait: TaskFuture, task: TaskHandle) {
    assertThat(wait.isDone).isTrue()
    assertOnlyTheWaitHasEnded(task)
  }
}
