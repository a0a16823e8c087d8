package ai.evolink.kotlin

import ai.evolink.Balance
import ai.evolink.Credits
import ai.evolink.Generation
import ai.evolink.ModelPrice
import ai.evolink.PriceEstimate
import ai.evolink.Prices
import ai.evolink.Purchase
import ai.evolink.TaskHandle
import ai.evolink.WaitOptions
import ai.evolink.model.GenerationRequest
import kotlinx.coroutines.future.await

/** Reads the balance; also the cheapest way to check that a key works. */
public suspend fun Credits.awaitBalance(): Balance = balance().await()

/** What [request] may cost; see [Prices.estimate]. Nothing is submitted or uploaded. */
public suspend fun Prices.awaitEstimate(request: GenerationRequest): PriceEstimate = awaitStarted {
  estimate(request)
}

/** The price rule of a model; see [Prices.of]. */
public suspend fun Prices.awaitOf(model: String): ModelPrice = of(model).await()

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
