package ai.evolink.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds for all jars of the project, seen from outside. */
class ArchitectureTest {
  private static final JavaClasses JARS =
      new ClassFileImporter()
          .withImportOption(ArchitectureTest::isPublished)
          .importPackages("ai.evolink");

  /** Ways to find or open a class or a member by its name; what only describes types is not. */
  private static final Set<String> LOOKUPS =
      Set.of(
          "java.lang.Class.forName",
          "java.lang.Class.newInstance",
          "java.lang.ClassLoader.loadClass",
          "java.lang.invoke.MethodHandles.privateLookupIn",
          "java.util.ServiceLoader.load");

  private static final Set<String> HAVE_VAR_HANDLES =
      Set.of("ai.evolink.BlockableFuture", "ai.evolink.CancellableFuture");

  private static final String MEMBERS =
      "get(Declared)?(Method|Field|Constructor|RecordComponent)s?";
  private static final String MIRRORS =
      "java\\.lang\\.(invoke\\.MethodHandles\\$Lookup|reflect\\.(Method|Field|Constructor|Proxy|Array"
          + "|AccessibleObject|Executable|InvocationHandler))";

  private static boolean isPublished(Location location) {
    return !location.contains("/it/")
        && !location.contains("/ai/evolink/generated/")
        && !location.contains("/shaded/"); // libraries inside the emulator's jar
  }

  /** Shrinkers, native images and strong encapsulation need no word about our own classes. */
  @Test
  void nothingIsFoundByReflection() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ai.evolink.cli") // picocli reads the annotations of commands
        .should()
        .accessTargetWhere(reflects())
        .check(JARS);
  }

  private static DescribedPredicate<JavaAccess<?>> reflects() {
    return DescribedPredicate.describe(
        "find classes or members by name",
        access -> {
          String owner = access.getTargetOwner().getName();
          String name = access.getTarget().getName();
          boolean lookup =
              LOOKUPS.contains(owner + "." + name)
                  || (owner.equals("java.lang.Class") && name.matches(MEMBERS))
                  || owner.matches(MIRRORS);
          // Retrofit hands the method out that was called; asking it for an annotation finds
          // no class and no member.
          // VarHandles on fields of the class that asks; a rule for shrinkers keeps each.
          return lookup
              && !name.equals("isAnnotationPresent")
              && !name.equals("getAnnotation")
              // Looks for OkHttp, of which there may be another version; one not found is fine.
              && !access.getOriginOwner().getSimpleName().equals("OkHttpVersion")
              && !(HAVE_VAR_HANDLES.contains(access.getOriginOwner().getName())
                  && name.equals("findVarHandle"));
        });
  }

  @Test
  void nullIsOptInEverywhere() {
    List<JavaPackage> packages =
        JARS.getDefaultPackage().getPackage("ai.evolink").getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> !each.getName().contains(".shaded."))
            .toList();
    assertThat(packages)
        .extracting(JavaPackage::getName)
        .contains("ai.evolink.api", "ai.evolink.cli", "ai.evolink.emulator", "ai.evolink.model");
    assertThat(packages)
        .allMatch(each -> each.isAnnotatedWith(NullMarked.class), "has @NullMarked");
    assertThat(JARS.getPackage("ai.evolink").isAnnotatedWith(NullMarked.class)).isTrue();
  }
}
