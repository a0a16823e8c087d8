package ai.evolink.kotlin

import ai.evolink.BatchItem
import ai.evolink.SubmitOptions
import ai.evolink.TaskFailedException
import ai.evolink.TaskTimeoutException
import ai.evolink.emulator.ApiOperation
import ai.evolink.emulator.Fault
import ai.evolink.emulator.TaskOutcome
import ai.evolink.model.AudioModel
import ai.evolink.model.GenerationRequest
import ai.evolink.model.MediaSource
import ai.evolink.model.SunoRequest
import ai.evolink.model.VideoModel
import java.io.InputStream
import java.nio.file.Path
import java.time.Duration as JavaDuration
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class GenerateTest : WithEmulator() {
  @Test
  fun generate_suspendsUntilThereIsAResult() {
    val work = begun { evolink.images().awaitGenerate(CAT) }
    val task = told.take()
    assertThat(work.isCompleted).isFalse()
    end(task.id())

    assertThat(ended(work).getOrThrow().task()).isEqualTo(task)
  }

  @Test
  fun everyMediumIsSubmittedToItsPath() = runBlocking<Unit> {
    val video = videoRequest(VideoModel.SEEDANCE_2_0_TEXT_TO_VIDEO, "Waves")
    val audio =
      SunoRequest.builder(AudioModel.SUNO_V5_5)
        .apply { customMode(false).instrumental(false).prompt("Rain") }
        .build()
    listOf<suspend () -> Unit>(
        { evolink.videos().awaitGenerate(video) },
        { evolink.videos().awaitGenerate(video, SubmitOptions.ofDefaults()) },
        { evolink.audios().awaitGenerate(audio) },
        { evolink.audios().awaitGenerate(audio, SubmitOptions.ofDefaults()) },
        { evolink.images().awaitGenerate(CAT, SubmitOptions.ofDefaults()) },
        { evolink.videos().awaitGenerateAll(listOf(batchItem(video))) },
        { evolink.audios().awaitGenerateAll(listOf(batchItem(audio))) },
        { evolink.images().awaitGenerateAll(listOf(batchItem(CAT))) },
      )
      .forEach {
        val work = begun(it)
        end(told.take().id())
        ended(work).getOrThrow()
      }
    evolink.images().awaitSubmit(CAT)
    evolink.videos().awaitSubmit(video)
    evolink.audios().awaitSubmit(audio)

    assertThat(emulator.submissions().map { it.path().split("/")[2] })
      .containsExactly(
        "videos", "videos", "audios", "audios", "images", "videos", "audios", "images",
        "images", "videos", "audios",
      )
  }

  private fun <R : GenerationRequest> batchItem(request: R) =
    BatchItem.of(request, SubmitOptions.ofDefaults())

  @Test
  fun failureOfATask_isThrownAsItIs() {
    val work = begun { evolink.images().awaitGenerate(CAT) }
    end(told.take().id(), TaskOutcome.failed("content_policy_violation"))

    val thrown = ended(work).exceptionOrNull()
    assertThat(thrown).isExactlyInstanceOf(TaskFailedException::class.java)
  }

  @Test
  fun wrongMedia_areToldBeforeAnythingIsSent() = runBlocking<Unit> {
    val request = imageRequest("A cat") { reference(MediaSource.file(Path.of("no-such.png"))) }

    val thrown = runCatching { evolink.images().awaitGenerate(request) }.exceptionOrNull()

    assertThat(thrown).isExactlyInstanceOf(IllegalArgumentException::class.java)
    assertThat(emulator.submissions()).isEmpty()
  }

  @Test
  fun deadline_endsTheWaitWithTheHandle() {
    val work = begun { evolink.images().awaitGenerate(CAT, waitOptions { deadline(2.minutes) }) }
    val task = told.take()

    val thrown = ended(work).exceptionOrNull()

    assertThat(thrown).isExactlyInstanceOf(TaskTimeoutException::class.java)
    assertThat((thrown as TaskTimeoutException).task()).contains(task)
  }

  @Test
  fun cancelledCoroutine_endsTheWaitAndNotTheTask() = runBlocking {
    val work = begun { evolink.images().awaitGenerate(CAT) }
    val task = told.take()

    work.cancelAndJoin()

    assertOnlyTheWaitHasEnded(task)
  }

  @Test
  fun withTimeout_endsTheWaitAndNotTheTask() = runBlocking {
    val work = begun { withTimeout(200) { evolink.images().awaitGenerate(CAT) } }
    val task = told.take()

    val thrown = work.await().exceptionOrNull()

    assertThat(thrown).isInstanceOf(TimeoutCancellationException::class.java)
    assertOnlyTheWaitHasEnded(task)
  }

  /** The submit is not broken off: it may have been charged, and nobody would know for what. */
  @Test
  fun cancelDuringTheSubmit_handleIsToldAllTheSame() = runBlocking {
    emulator.inject(Fault.delay(JavaDuration.ofSeconds(1)).on(ApiOperation.SUBMIT_IMAGE).once())
    val work = begun { evolink.images().awaitGenerate(CAT) }
    emulator.awaitSubmissions(1, JavaDuration.ofSeconds(30))

    work.cancelAndJoin()

    assertThat(work.isCancelled).isTrue()
    assertOnlyTheWaitHasEnded(told.take())
  }

  @Test
  fun cancelOfASubmitUnderWay_handleIsToldAllTheSame() = runBlocking {
    emulator.inject(Fault.delay(JavaDuration.ofSeconds(1)).on(ApiOperation.SUBMIT_IMAGE).once())
    val work = begun { evolink.images().awaitSubmit(CAT) }
    emulator.awaitSubmissions(1, JavaDuration.ofSeconds(30))

    work.cancelAndJoin()

    assertOnlyTheWaitHasEnded(told.take())
  }

  @Test
  fun cancelDuringTheUpload_buysNothing() = runBlocking<Unit> {
    val reading = CountDownLatch(1)
    val cancelled = CountDownLatch(1)
    val media =
      MediaSource.stream(
        {
          reading.countDown()
          cancelled.await()
          InputStream.nullInputStream()
        },
        "image/png",
      )
    val work = begun { evolink.images().awaitGenerate(imageRequest("A cat") { reference(media) }) }
    reading.await()

    work.cancel(CancellationException("enough"))
    cancelled.countDown()
    work.join()
    passTimeUntil { evolink.callsInFlight() == 0 }

    assertThat(emulator.submissions()).isEmpty()
    assertThat(told).isEmpty()
  }
}
