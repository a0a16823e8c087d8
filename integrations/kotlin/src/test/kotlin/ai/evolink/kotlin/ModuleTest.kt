package ai.evolink.kotlin

import java.io.File
import java.lang.module.Configuration
import java.lang.module.ModuleFinder
import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class ModuleTest {
  /** Fails where a module is missing, or two have the same package. */
  @Test
  fun moduleFindsWhatItRequires() {
    val path = System.getProperty("java.class.path").split(File.pathSeparator).map(Path::of)
    val modules = ModuleFinder.of(*path.filterNot { it.endsWith("test-classes") }.toTypedArray())
    val boot = ModuleLayer.boot().configuration()

    val resolved =
      Configuration.resolve(modules, listOf(boot), ModuleFinder.of(), setOf("ai.evolink.kotlin"))

    val module = resolved.findModule("ai.evolink.kotlin").orElseThrow()
    assertThat(module.reads().map { it.name() })
      .contains("ai.evolink", "kotlin.stdlib", "kotlinx.coroutines.core")
    val exported = module.reference().descriptor().exports()
    assertThat(exported.map { it.source() }).containsExactly("ai.evolink.kotlin")
  }
}
