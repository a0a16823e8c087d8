package ai.evolink.kotlin

import ai.evolink.emulator.EvolinkEmulator
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.TimeUnit
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class GuideTest {
  @TempDir lateinit var folder: Path

  /** The first piece of docs/kotlin.md; the others are only compiled. */
  @Test
  fun programOfTheGuideMakesAPicture() {
    EvolinkEmulator.builder().pace(Duration.ofMillis(50)).start().use { emulator ->
      val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
      val classPath = System.getProperty("java.class.path")
      val builder =
        ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", classPath, "docs.snippet0.Snippet0Kt")
          .directory(folder.toFile())
          .redirectErrorStream(true)
      builder.environment() += mapOf("EVOLINK_API_KEY" to "sk-test", "EVOLINK_BASE_URL" to "${emulator.url()}")
      val program = builder.start()
      val output = program.inputStream.readBytes().decodeToString()

      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue()
      assertThat(program.exitValue()).describedAs(output).isZero()
      assertThat(folder.resolve("cat.png")).isNotEmptyFile()
    }
  }
}
