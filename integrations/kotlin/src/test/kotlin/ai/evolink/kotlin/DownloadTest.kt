package ai.evolink.kotlin

import ai.evolink.Artifact
import ai.evolink.ArtifactExpiredException
import ai.evolink.emulator.ApiOperation
import ai.evolink.emulator.Fault
import ai.evolink.model.MediaSource
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class DownloadTest : WithEmulator() {
  @TempDir lateinit var folder: Path

  @Test
  fun fileIsSavedUnderItsNameOrAFreeOne() = runBlocking<Unit> {
    val file = artifact()

    assertThat(file.awaitSaveTo(folder.resolve("cat.png"))).isNotEmptyFile()
    assertThat(file.awaitSaveInto(folder)).isNotEmptyFile().isNotEqualTo(file.awaitSaveInto(folder))
  }

  @Test
  fun expiredLink_isToldAsItIs() = runBlocking<Unit> {
    val file = artifact()
    emulator.inject(Fault.expiredLink().on(ApiOperation.DOWNLOAD_RESULT))

    val thrown = runCatching { file.awaitSaveTo(folder.resolve("cat.png")) }.exceptionOrNull()

    assertThat(thrown).isExactlyInstanceOf(ArtifactExpiredException::class.java)
  }

  /** The end of the test would be too late by minutes if the download went on. */
  @Test
  fun cancelledCoroutine_endsTheDownloadAndLeavesNothing() = runBlocking<Unit> {
    val file = artifact()
    emulator.inject(Fault.trickle(Duration.ofMinutes(5)).on(ApiOperation.DOWNLOAD_RESULT))
    val work = begun { file.awaitSaveTo(folder.resolve("cat.png")) }
    while (folder.listDirectoryEntries().isEmpty()) delay(1)

    work.cancelAndJoin()

    assertThat(work.isCancelled).isTrue()
    assertThat(folder).isEmptyDirectory()
  }

  /** A coroutine that catches what it was cancelled with sees no failure of the download. */
  @Test
  fun cancelledCoroutine_seesACancellation() = runBlocking<Unit> {
    val file = artifact()
    emulator.inject(Fault.trickle(Duration.ofMinutes(5)).on(ApiOperation.DOWNLOAD_RESULT))
    var seen: Throwable? = null
    val work = begun {
      try {
        file.awaitSaveTo(folder.resolve("cat.png"))
      } catch (e: Throwable) {
        seen = e
        throw e
      }
    }
    while (folder.listDirectoryEntries().isEmpty()) delay(1)

    work.cancelAndJoin()

    assertThat(seen).isInstanceOf(kotlinx.coroutines.CancellationException::class.java)
    assertThat(folder.resolve("cat.png").exists()).isFalse()
  }

  @Test
  fun uploadQuotaAndBalance_areRead() = runBlocking<Unit> {
    val picture = folder.resolve("picture.png")
    Files.write(picture, artifact().open().use { it.readBytes() })

    val stored = evolink.files().awaitUpload(MediaSource.file(picture))

    assertThat(stored.fileUrl()).isNotNull()
    assertThat(evolink.files().awaitQuota()).isNotNull()
    assertThat(evolink.credits().awaitBalance().spendable()).isPositive()
  }

  private suspend fun artifact(): Artifact {
    val task = evolink.images().awaitSubmit(CAT)
    end(task.id())
    return ended(begun { evolink.tasks().awaitFollow(task) }).getOrThrow().only()
  }
}
