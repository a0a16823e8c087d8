package ai.evolink.kotlin

import ai.evolink.EvolinkFuture
import ai.evolink.WaitInterruptedException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.withContext

/**
 * Awaits what [start] begins, which may read files before it returns. The wait stands within
 * `withContext`: a future that came out of it might be lost to a cancellation, and go on unseen.
 */
internal suspend fun <T : Any> awaitStarted(start: () -> EvolinkFuture<T>): T =
  withContext(Dispatchers.IO) { start().await() }

/** Runs [block], which blocks, and interrupts it if the coroutine is cancelled. */
internal suspend fun <T> blocking(block: () -> T): T =
  runInterruptible(Dispatchers.IO) {
    try {
      block()
    } catch (e: WaitInterruptedException) {
      // What coroutines know as the end of a cancelled block, and not as its failure.
      throw InterruptedException().apply { initCause(e) }
    }
  }
