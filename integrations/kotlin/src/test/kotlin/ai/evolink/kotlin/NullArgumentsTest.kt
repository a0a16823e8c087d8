package ai.evolink.kotlin

import ai.evolink.EvolinkFuture
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * Both arguments of a continuation may be null. Kotlin checks arguments of non-null types when a
 * lambda is called, and warns about `?.` on them, which this module's compiler makes an error.
 */
class NullArgumentsTest : WithEmulator() {
  @Test
  fun successOfAnyCall_hasNoFailure() {
    assertContinuationsRun { evolink.credits().balance() }
  }

  @Test
  fun successOfATask_hasNoFailure() {
    assertContinuationsRun { generated() }
  }

  @Test
  fun successOfADerivedStage_hasNoFailure() {
    assertContinuationsRun { generated().thenApply { it.task().id() } }
    assertContinuationsRun { generated().detached() }
  }

  @Test
  fun failure_hasNoValue() = runBlocking<Unit> {
    val refused = evolink.tasks().get("task-unknown")

    val seen = refused.handle { value, failure -> value?.id() to failure?.javaClass?.simpleName }

    assertThat(seen.await()).isEqualTo(null to "ApiException")
  }

  private fun generated() =
    evolink.images().generate(CAT).also { future ->
      future.submitted().thenAccept { end(it.id()) }
    }

  /** Once for the pending future and once for the completed one, which take different ways. */
  private fun <T : Any> assertContinuationsRun(call: () -> EvolinkFuture<T>) {
    val future = call()
    val pending = continued(future)
    passTimeUntilDone(future)

    (pending + continued(future)).forEach { assertThat(it.result()).isNull() }
  }

  private fun <T : Any> continued(future: EvolinkFuture<T>): List<EvolinkFuture<String?>> {
    return listOf(
      future.whenComplete { value, failure -> check(value != null && failure?.message == null) }
        .thenApply { null },
      future.whenCompleteAsync { value, failure -> check(value != null && failure?.message == null) }
        .thenApply { null },
      future.handle { value, failure -> if (value == null) "no value" else failure?.message },
      future.handleAsync { value, failure -> if (value == null) "no value" else failure?.message },
    )
  }
}
