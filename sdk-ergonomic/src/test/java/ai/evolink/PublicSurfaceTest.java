package ai.evolink;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.internal.Access;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** What users may come to depend on, and what they must never see. */
class PublicSurfaceTest {
  private static final JavaClasses SDK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("ai.evolink");

  /** What a user can name: public, and so is everything around it. */
  private static final DescribedPredicate<JavaClass> ARE_EXPORTED =
      DescribedPredicate.describe("are exported", PublicSurfaceTest::isExported);

  @Test
  void noExportedSignatureNamesATypeOfTheStack() {
    classes()
        .that(ARE_EXPORTED)
        .should(
            nameNone(
                "Retrofit, Moshi, OkHttp or Okio type",
                resideInAnyPackage("retrofit2..", "com.squareup.moshi..", "okhttp3..", "okio..")
                    .and(not(type(OkHttpClient.class)))))
        .check(SDK);
  }

  @Test
  void noExportedSignatureNamesAnInternalType() {
    classes()
        .that(ARE_EXPORTED)
        .should(nameNone("internal type", resideInAnyPackage("ai.evolink.internal..")))
        .check(SDK);
  }

  private static boolean isExported(JavaClass type) {
    return type.getPackageName().equals("ai.evolink")
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicSurfaceTest::isExported).orElse(true);
  }

  private static ArchCondition<JavaClass> nameNone(
      String what, DescribedPredicate<JavaClass> forbidden) {
    return new ArchCondition<>("name no " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaClass> parents =
            Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        tell(type, type.getFullName(), parents, events);
        for (JavaMember member : type.getMembers()) {
          if (member.getModifiers().contains(JavaModifier.PUBLIC)
              || member.getModifiers().contains(JavaModifier.PROTECTED)) {
            tell(type, member.getFullName(), member.getAllInvolvedRawTypes().stream(), events);
          }
        }
      }

      private void tell(
          JavaClass type, String where, Stream<JavaClass> named, ConditionEvents events) {
        List<String> bad = named.filter(forbidden).map(JavaClass::getName).toList();
        events.add(new SimpleConditionEvent(type, bad.isEmpty(), where + " names " + bad));
      }
    };
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
    noFields()
        .that()
        .areStatic()
        // Set once, and before it is first used.
        .and(not(DescribedPredicate.describe("Access", PublicSurfaceTest::isAccess)))
        .should()
        .notBeFinal()
        .check(SDK);
  }

  private static boolean isAccess(JavaField field) {
    return field.getOwner().isEquivalentTo(Access.class) && field.getName().equals("instance");
  }

  @Test
  void aboutHalfOfTheTypesAreHidden() {
    Set<String> shown = new TreeSet<>();
    Set<String> hidden = new TreeSet<>();
    for (JavaClass type : SDK) {
      if (type.isTopLevelClass() && !type.getPackageName().equals("ai.evolink.model")) {
        (isExported(type) ? shown : hidden).add(type.getName());
      }
    }

    assertThat(hidden).hasSizeGreaterThanOrEqualTo(shown.size());
  }
}
