package ai.evolink.kotlin

import ai.evolink.Balance
import ai.evolink.Credits
import ai.evolink.Generation
import ai.evolink.Purchase
import ai.evolink.TaskHandle
import ai.evolink.WaitOptions
import kotlinx.coroutines.future.await

/** Reads the balance; also the cheapest way to check that a key works. */
public suspend fun Credits.awaitBalance(): Balance = balance().await()

/** Suspends until the task that was bought has its result. Sends no submit. */
public suspend fun Purchase.awaitResume(
  options: WaitOptions = WaitOptions.ofDefaults()
): Generation = awaitStarted { resume(options) }

/**
 * Buys the same again, and suspends until its result is there: see [Purchase.retry] for when that
 * is allowed. Cancelling the coroutine ends the wait, as in [awaitGenerate].
 */
public suspend fun Purchase.awaitRetry(
  options: WaitOptions = WaitOptions.ofDefaults()
): Generation = awaitStarted { retry(options) }

/** Says which task an uncertain attempt has bought, and suspends until the service confirms it. */
public suspend fun Purchase.awaitAccept(taskId: String): TaskHandle = awaitStarted {
  accept(taskId)
}
