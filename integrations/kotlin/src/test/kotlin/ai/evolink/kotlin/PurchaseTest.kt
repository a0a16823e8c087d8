package ai.evolink.kotlin

import ai.evolink.EvolinkClient
import ai.evolink.PollPolicy
import ai.evolink.SubmissionUncertainException
import ai.evolink.SubmitOptions
import ai.evolink.TaskFailedException
import ai.evolink.TaskJournal
import ai.evolink.emulator.ApiOperation
import ai.evolink.emulator.Cut
import ai.evolink.emulator.EvolinkEmulator
import ai.evolink.emulator.Fault
import ai.evolink.emulator.TaskOutcome
import java.nio.file.Path
import java.time.Duration
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What the journal of a client knows, and what can be done about it. */
class PurchaseTest {
  @TempDir lateinit var folder: Path

  private val quick = waitOptions { policy(PollPolicy.fixed(Duration.ofMillis(200))) }
  private val order = SubmitOptions.builder().orderId("order-1").waitOptions(quick).build()
  private val request = imageRequest("A cat")

  @Test
  fun boughtTask_isResumed() = shop { evolink, emulator ->
    evolink.images().awaitSubmit(request, order)

    val made = evolink.recover().accepted().single().awaitResume(quick)

    assertThat(made.artifacts()).hasSize(1)
    assertThat(emulator.submissions()).hasSize(1)
  }

  @Test
  fun failedTask_isBoughtAgain() = shop { evolink, emulator ->
    emulator.nextOutcomes(TaskOutcome.failed("service_error").after(Duration.ofMillis(1)))
    val first = runCatching { evolink.images().awaitGenerate(request, order) }
    assertThat(first.exceptionOrNull()).isInstanceOf(TaskFailedException::class.java)

    val made = evolink.recover().failed().single().awaitRetry(quick)

    assertThat(made.artifacts()).hasSize(1)
    assertThat(emulator.submissions()).hasSize(2)
  }

  @Test
  fun taskOfAnUncertainAttempt_isAccepted() = shop { evolink, emulator ->
    val lateCut = Fault.cut(Cut.AFTER_REQUEST).afterProcessing()
    emulator.inject(lateCut.on(ApiOperation.SUBMIT_IMAGE).once())
    val lost = runCatching { evolink.images().awaitSubmit(request, order) }
    assertThat(lost.exceptionOrNull()).isInstanceOf(SubmissionUncertainException::class.java)
    val bought = emulator.submissions().single().taskId().get()

    val task = evolink.recover().uncertain().single().awaitAccept(bought)

    assertThat(task.id()).isEqualTo(bought)
  }

  private fun shop(visit: suspend (EvolinkClient, EvolinkEmulator) -> Unit) =
    EvolinkEmulator.builder().pace(Duration.ofMillis(20)).start().use { emulator ->
      EvolinkClient.builder("sk-test")
        .baseUrl(emulator.url())
        .journal(TaskJournal.file(folder.resolve("journal")))
        .build()
        .use { evolink -> runBlocking { visit(evolink, emulator) } }
    }
}
