package ai.evolink.kotlin.floor

import ai.evolink.ApiException
import ai.evolink.EvolinkClient
import ai.evolink.PollPolicy
import ai.evolink.TaskFailedException
import ai.evolink.emulator.ApiOperation
import ai.evolink.emulator.EvolinkEmulator
import ai.evolink.emulator.Fault
import ai.evolink.emulator.TaskOutcome
import ai.evolink.kotlin.awaitBalance
import ai.evolink.kotlin.awaitFollow
import ai.evolink.kotlin.awaitGenerate
import ai.evolink.kotlin.awaitSaveTo
import ai.evolink.kotlin.awaitSubmit
import ai.evolink.kotlin.imageRequest
import ai.evolink.kotlin.outcomes
import ai.evolink.kotlin.progress
import ai.evolink.kotlin.videoRequest
import ai.evolink.kotlin.waitOptions
import ai.evolink.model.MediaSource
import ai.evolink.model.TaskStatus
import ai.evolink.model.VideoModel
import java.nio.file.Path
import java.time.Duration
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The SDK and its Kotlin module, with the compiler and the libraries of this module's POM. */
class OldKotlinTest {
  @TempDir lateinit var folder: Path

  private val emulator = EvolinkEmulator.builder().pace(Duration.ofMillis(20)).start()
  private val quick = waitOptions { policy(PollPolicy.fixed(Duration.ofMillis(200))) }
  private val evolink = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build()

  @AfterEach
  fun stop() {
    evolink.close()
    emulator.close()
  }

  @Test
  fun picturesAreMadeSavedAndEdited() = runBlocking<Unit> {
    val cat = evolink.images().awaitGenerate(imageRequest("A cat"), quick)
    val file = cat.only().awaitSaveTo(folder.resolve("cat.png"))

    val edit = imageRequest("A dog in its place") { reference(MediaSource.file(file)) }
    val dog = evolink.images().awaitGenerate(edit, quick)

    assertThat(dog.artifacts()).hasSize(1)
    assertThat(emulator.submissions().last().body()).contains("image_urls")
    assertThat(evolink.credits().awaitBalance().spendable()).isPositive()
  }

  @Test
  fun flowsEndAsTheTasksDo() = runBlocking<Unit> {
    val waves = videoRequest(VideoModel.SEEDANCE_2_0_TEXT_TO_VIDEO, "Waves")
    val task = evolink.videos().awaitSubmit(waves)

    val states = evolink.tasks().progress(task).toList()

    assertThat(states.last().status()).isEqualTo(TaskStatus.COMPLETED)
    assertThat(evolink.tasks().outcomes(listOf(task)).toList()).hasSize(1)
  }

  @Test
  fun failuresAreThoseOfTheSdk() = runBlocking<Unit> {
    emulator.inject(Fault.status(400).on(ApiOperation.SUBMIT_IMAGE).once())
    val refused = runCatching { evolink.images().awaitSubmit(imageRequest("A cat")) }
    emulator.outcome(TaskOutcome.failed("service_error"))
    val failed = runCatching { evolink.images().awaitGenerate(imageRequest("A cat"), quick) }

    assertThat(refused.exceptionOrNull()).isExactlyInstanceOf(ApiException::class.java)
    assertThat(failed.exceptionOrNull()).isExactlyInstanceOf(TaskFailedException::class.java)
  }

  @Test
  fun cancelEndsTheWaitAndNotTheTask() = runBlocking<Unit> {
    emulator.pace(Duration.ofDays(1))
    val task = evolink.images().awaitSubmit(imageRequest("A cat"))
    val waiting = launch { evolink.tasks().awaitFollow(task) }
    waiting.cancelAndJoin()
    emulator.endTask(task.id(), TaskOutcome.completed())

    assertThat(evolink.tasks().awaitFollow(task).artifacts()).hasSize(1)
  }

  /** Nothing below is worth anything if these are others. */
  @Test
  fun librariesAreTheOldOnes() {
    assertThat(KotlinVersion.CURRENT.toString()).isEqualTo("1.9.25")
    assertThat(System.getProperty("java.class.path"))
      .contains("kotlinx-coroutines-core-jvm-1.8.1.jar", "kotlin-stdlib-1.9.25.jar")
      .doesNotContain("kotlin-stdlib-2")
  }

  @Test
  fun guidesNameTheseVersions() {
    val root = Path.of("..", "..", "..").toAbsolutePath().normalize()
    assertThat(root.resolve("docs/dependencies.md")).content().contains("`kotlin-stdlib` 1.9.25")
    assertThat(root.resolve("docs/kotlin.md")).content()
      .contains("| Kotlin compiler | 2.0.21 |")
      .contains("| `kotlin-stdlib` at run time | 1.9.25 |")
      .contains("| `kotlinx-coroutines-core` | 1.8.1 |")
  }
}
