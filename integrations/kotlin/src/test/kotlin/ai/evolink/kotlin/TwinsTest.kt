package ai.evolink.kotlin

import ai.evolink.Artifact
import ai.evolink.Audios
import ai.evolink.Credits
import ai.evolink.EvolinkClient
import ai.evolink.EvolinkFuture
import ai.evolink.Images
import ai.evolink.Prices
import ai.evolink.Purchase
import ai.evolink.RemoteFiles
import ai.evolink.Tasks
import ai.evolink.Videos
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.nio.file.Path
import kotlin.coroutines.Continuation
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** What returns a future in Java, or blocks to save a file, suspends in Kotlin. */
class TwinsTest {
  private val experimental = setOf("cancelRemotely", "candidates", "list")

  private val nouns =
    listOf(
      Images::class.java,
      Videos::class.java,
      Audios::class.java,
      Tasks::class.java,
      RemoteFiles::class.java,
      Credits::class.java,
      Prices::class.java,
      Purchase::class.java,
      Artifact::class.java,
    )

  private val extensions =
    listOf("BuyingKt", "FilesKt", "FollowingKt", "GeneratingKt")
      .flatMap { Class.forName("ai.evolink.kotlin.$it").declaredMethods.toList() }
      .filter { Modifier.isPublic(it.modifiers) && it.name.startsWith("await") }
      .filterNot { it.name.endsWith("\$default") }

  @Test
  fun everyVerbHasATwin_andNoOther() {
    val wanted = nouns.flatMap { noun -> verbs(noun).map { "${noun.simpleName}.${twin(it)}" } }
    val made = extensions.map { "${it.parameterTypes[0].simpleName}.${it.name}" }

    assertThat(made.toSortedSet()).isEqualTo(wanted.toSortedSet())
  }

  @Test
  fun everyTwinSuspends() {
    assertThat(extensions).allMatch { it.parameterTypes.last() == Continuation::class.java }
  }

  /** A noun that is new must be told here. */
  @Test
  fun everyNounOfTheClientIsLookedAt() {
    val found =
      EvolinkClient::class
        .java
        .methods
        .filter { it.parameterCount == 0 }
        .map { it.returnType }
        .filter { noun -> verbs(noun).isNotEmpty() }

    assertThat(nouns).containsAll(found)
  }

  private fun verbs(noun: Class<*>): List<Method> =
    noun.methods
      .filterNot { Modifier.isStatic(it.modifiers) || it.isBridge && it.name == "get" }
      .filterNot { it.name in experimental }
      .filter {
        EvolinkFuture::class.java.isAssignableFrom(it.returnType) ||
          (it.returnType == Path::class.java && it.name.startsWith("save"))
      }

  private fun twin(verb: Method) = "await" + verb.name.replaceFirstChar(Char::uppercase)
}
