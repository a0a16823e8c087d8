package ai.evolink.kotlin

import ai.evolink.Generation
import ai.evolink.Outcome
import ai.evolink.TaskCancelledException
import ai.evolink.TaskFailedException
import ai.evolink.TaskFuture
import ai.evolink.TaskHandle
import ai.evolink.TaskSnapshot
import ai.evolink.Tasks
import ai.evolink.WaitOptions
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch

/**
 * Reads a task once.
 *
 * @throws ai.evolink.ApiException with status 404 for an id that is unknown or has expired
 */
public suspend fun Tasks.awaitGet(taskId: String): TaskSnapshot = get(taskId).await()

/**
 * Suspends until [task] has its result, or the deadline of [options] has passed, which counts from
 * now. Costs nothing. Cancelling the coroutine ends this wait, and neither the task nor other waits
 * for it.
 *
 * @throws ai.evolink.EvolinkException as [ai.evolink.TaskFuture] says
 */
public suspend fun Tasks.awaitFollow(
  task: TaskHandle,
  options: WaitOptions = WaitOptions.ofDefaults(),
): Generation = follow(task, options).await()

/** [awaitFollow] for a task of which only the id is known; for 90 minutes by default. */
public suspend fun Tasks.awaitFollow(
  taskId: String,
  options: WaitOptions = WaitOptions.ofDefaults(),
): Generation = follow(taskId, options).await()

/**
 * [awaitFollow] for the task of a token that [TaskHandle.toToken] made, in this process or another.
 *
 * @throws IllegalArgumentException if the token is damaged or from a newer version of the SDK
 */
public suspend fun Tasks.awaitResume(
  token: String,
  options: WaitOptions = WaitOptions.ofDefaults(),
): Generation = resume(token, options).await()

/**
 * Suspends until all [tasks] have ended: one outcome for each, in their order. A task that failed
 * is an outcome and not an exception. Cancelling the coroutine ends the waits, and not the tasks.
 */
public suspend fun Tasks.awaitAll(
  tasks: Collection<TaskHandle>,
  options: WaitOptions = WaitOptions.ofDefaults(),
): List<Outcome> = all(tasks, options).await()

/**
 * The outcomes of [tasks], each as soon as it is known. Every collection waits for itself, and
 * costs nothing; when it ends, its waits do too, and the tasks go on.
 */
public fun Tasks.outcomes(
  tasks: Collection<TaskHandle>,
  options: WaitOptions = WaitOptions.ofDefaults(),
): Flow<Outcome> {
  val wanted = tasks.toList()
  return channelFlow {
    wanted.forEach { task -> launch { send(all(listOf(task), options).await().single()) } }
  }
}

/**
 * The changes of status or progress of [task] that polls see, in order, and its last state at the
 * end. The flow then ends as [awaitFollow] does: normally if the task is completed, otherwise with
 * the exception. A slow collector delays no poll; `conflate()` skips what is out of date.
 *
 * Nothing is submitted. Every collection is a wait of its own, which shares its polls with others
 * for the same task; when it ends, the task goes on. The deadline of [options] counts from the
 * start of the collection, and the flow takes the place of its listener.
 */
public fun Tasks.progress(
  task: TaskHandle,
  options: WaitOptions = WaitOptions.ofDefaults(),
): Flow<TaskSnapshot> =
  flow {
      val changes = Channel<TaskSnapshot>(Channel.UNLIMITED)
      val wait = follow(task, options.toBuilder().onProgress { changes.trySend(it) }.build())
      wait.whenComplete { _, _ -> changes.close() }
      try {
        for (change in changes) emit(change)
        emitLast(wait)
      } finally {
        wait.cancel(true)
      }
    }
    .distinctUntilChanged()

private suspend fun FlowCollector<TaskSnapshot>.emitLast(wait: TaskFuture) {
  val last =
    try {
      wait.await().snapshot()
    } catch (e: TaskFailedException) {
      emit(e.snapshot())
      throw e
    } catch (e: TaskCancelledException) {
      emit(e.snapshot())
      throw e
    }
  emit(last)
}
