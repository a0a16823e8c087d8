package ai.evolink.kotlin.floor

import com.tngtech.archunit.core.domain.AccessTarget
import com.tngtech.archunit.core.importer.ClassFileImporter
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** What no test happens to run would fail with a NoSuchMethodError in the program of a user. */
class LinkageTest {
  @Test
  fun everyMemberOfKotlinThatIsReferredTo_isThere() {
    val classes =
      ClassFileImporter()
        .importPackages(
          "okhttp3",
          "okio",
          "retrofit2",
          "com.squareup.moshi",
          "ai.evolink.internal",
          "ai.evolink.kotlin",
        )

    val targets =
      classes
        .flatMap { it.accessesFromSelf }
        .filter { it.targetOwner.packageName.startsWith("kotlin") }
        .map { it.target }
    val missing = targets.filterNot(::isThere).map { it.fullName }.toSortedSet()

    assertThat(targets).hasSizeGreaterThan(1000)
    assertThat(missing).isEmpty()
  }

  private fun isThere(target: AccessTarget) = target.resolveMember().isPresent
}
