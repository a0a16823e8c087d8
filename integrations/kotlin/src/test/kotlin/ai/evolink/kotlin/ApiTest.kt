package ai.evolink.kotlin

import java.nio.file.Path
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.inputStream
import kotlin.io.path.readText
import kotlin.io.path.walk
import kotlin.io.path.writeText
import kotlinx.validation.api.dump
import kotlinx.validation.api.filterOutNonPublic
import kotlinx.validation.api.loadApiFromJvmClasses
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * What programs that were compiled with this module depend on, compared with what is written down.
 * To accept a change:
 * ```
 * mvn test -pl integrations/kotlin -am -Dtest=ApiTest -Dsurface.update=true -Dsurefire.failIfNoSpecifiedTests=false
 * ```
 */
@OptIn(ExperimentalPathApi::class)
class ApiTest {
  @Test
  fun binaryInterfaceIsTheOneWrittenDown() {
    val written = Path.of("api", "evolink-kotlin.api")
    val classes =
      Path.of("target", "classes")
        .walk()
        .filter { it.toString().endsWith(".class") && !it.endsWith("module-info.class") }
        .sorted()
        .map { it.inputStream() }
    val now = classes.loadApiFromJvmClasses().filterOutNonPublic().dump(StringBuilder()).toString()

    if (System.getProperty("surface.update") == "true") {
      written.writeText(now)
    }

    assertThat(now).contains("awaitGenerate").isEqualTo(written.readText())
  }
}
