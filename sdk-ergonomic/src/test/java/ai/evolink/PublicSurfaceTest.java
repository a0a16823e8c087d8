package ai.evolink;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** What users may come to depend on, and what they must never see. */
class PublicSurfaceTest {
  private static final JavaClasses SDK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("ai.evolink");

  @Test
  void noTypeOfTheStackIsInAPublicSignature() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("ai.evolink")
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .arePublic()
        .should(
            new ArchCondition<JavaMethod>("name no Retrofit, Moshi, OkHttp or Okio type") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                Set<JavaClass> named =
                    method.getAllInvolvedRawTypes().stream()
                        .filter(
                            resideInAnyPackage(
                                    "retrofit2..", "com.squareup.moshi..", "okhttp3..", "okio..")
                                .and(not(type(OkHttpClient.class))))
                        .collect(Collectors.toSet());
                events.add(
                    new SimpleConditionEvent(
                        method, named.isEmpty(), method.getFullName() + " names " + named));
              }
            })
        .check(SDK);
  }

  @Test
  void publicTypesAreFinalAndTheirConstructorsHidden() {
    classes()
        .that()
        .resideInAPackage("ai.evolink")
        .and()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .areNotRecords()
        .and()
        .areNotAssignableTo(EvolinkException.class)
        .and()
        .doNotHaveFullyQualifiedName(EvolinkFuture.class.getName())
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(SDK);
  }

  @Test
  void nothingPrintsOrExits() {
    noClasses()
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(SDK);
  }

  @Test
  void noStateIsGlobal() {
    noFields().that().areStatic().should().notBeFinal().check(SDK);
  }

  @Test
  void aboutHalfOfTheTypesAreHidden() {
    Set<String> shown = new TreeSet<>();
    Set<String> hidden = new TreeSet<>();
    for (JavaClass type : SDK) {
      if (type.getPackageName().equals("ai.evolink") && type.isTopLevelClass()) {
        (type.getModifiers().contains(JavaModifier.PUBLIC) ? shown : hidden).add(type.getName());
      }
    }

    assertThat(hidden).hasSizeGreaterThanOrEqualTo(shown.size());
  }
}
