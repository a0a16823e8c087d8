package ai.evolink;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms behind the API, and which of them know each other. */
class RoomsTest {
  private static final String INTERNAL = "ai.evolink.internal.";

  /** Each room, with the rooms that it may use. */
  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          Map.entry("text", Set.of()),
          Map.entry("price", Set.of()),
          Map.entry("media", Set.of("text")),
          Map.entry("journal", Set.of("text")),
          Map.entry("time", Set.of("text")),
          Map.entry("thread", Set.of("time", "text")),
          Map.entry("plan", Set.of("time", "text")),
          Map.entry("poll", Set.of("plan", "thread", "time", "text")),
          Map.entry("http", Set.of("thread", "time", "text")),
          Map.entry("quote", Set.of("price", "http", "thread", "time", "text")),
          Map.entry("submit", Set.of("quote", "http", "media", "thread", "time", "text")),
          Map.entry("download", Set.of("http", "media", "thread", "time", "text")));

  private static final Set<String> NOUNS =
      Set.of(
          "EvolinkClient",
          "Images",
          "Videos",
          "Audios",
          "Generator",
          "Tasks",
          "RemoteFiles",
          "Credits",
          "Prices",
          "ModelCatalog",
          "CallbackHub");

  /** Ways to ask the machine for time or chance. */
  private static final Set<String> SOURCES =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.time.Instant.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.security.SecureRandom.<init>",
          "java.security.SecureRandom.getInstanceStrong",
          "java.util.Random.<init>",
          "java.util.SplittableRandom.<init>");

  private static final JavaClasses SDK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("ai.evolink");

  @Test
  void roomsAreTheOnesWrittenDown() {
    Set<String> rooms = new TreeSet<>();
    SDK.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(INTERNAL))
        .forEach(name -> rooms.add(name.substring(INTERNAL.length())));

    assertThat(rooms).isEqualTo(new TreeSet<>(USES.keySet()));
  }

  @Test
  void drawingShowsWhoMayUseWhom() throws IOException {
    Map<String, Set<String>> drawn = new TreeMap<>();
    Path source = Path.of("..", "docs", "pictures", "rooms.dot");
    for (String line : Files.readAllLines(source)) {
      Matcher node = Pattern.compile("\\s+(\\w+) \\[label=.*").matcher(line);
      if (node.matches()) {
        drawn.put(node.group(1), Set.of());
      }
      Matcher arrows = Pattern.compile("\\s+(\\w+) -> \\{([\\w ]+)};").matcher(line);
      if (arrows.matches()) {
        drawn.put(arrows.group(1), Set.of(arrows.group(2).split(" ", -1)));
      }
    }

    assertThat(drawn).isEqualTo(new TreeMap<>(USES));
    // What is drawn of them has been made since.
    assertThat(Path.of("..", "docs", "pictures", "rooms.svg")).content().contains(USES.keySet());
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching(INTERNAL + "(*)..").should().beFreeOfCycles().check(SDK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "price",
        "media",
        "journal",
        "time",
        "thread",
        "plan",
        "poll",
        "http",
        "quote",
        "submit",
        "download"
      })
  void roomUsesOnlyTheRoomsBelowIt(String room) {
    Set<String> allowed = Objects.requireNonNull(USES.get(room));
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + room)
        .should()
        .dependOnClassesThat(
            resideInAPackage(INTERNAL + "*")
                .and(
                    describe(
                        "are in another room than " + allowed,
                        type -> {
                          String other = type.getPackageName().substring(INTERNAL.length());
                          return !other.equals(room) && !allowed.contains(other);
                        })))
        .check(SDK);
  }

  @Test
  void pricesAreComputedFromNothingButTheRuleAndTheRequest() {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + "price")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "okhttp3..", "okio..", "retrofit2..", "com.squareup.moshi..", "ai.evolink..")
                .and(
                    describe(
                        "are outside of the room",
                        type -> !type.getPackageName().equals(INTERNAL + "price"))))
        .check(SDK);
  }

  @Test
  void roomsKnowNeitherTheClientNorItsNouns() {
    noClasses()
        .that()
        .resideInAPackage("ai.evolink.internal..")
        .should()
        .dependOnClassesThat(
            describe(
                "are the client or a noun of it",
                type ->
                    type.getPackageName().equals("ai.evolink")
                        && NOUNS.contains(outermost(type).getSimpleName())))
        .check(SDK);
  }

  @Test
  void waitingKnowsNeitherHttpNorJson() {
    noClasses()
        .that()
        .resideInAnyPackage(
            INTERNAL + "plan", INTERNAL + "poll", INTERNAL + "time", INTERNAL + "text")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "okhttp3..", "okio..", "retrofit2..", "com.squareup.moshi..", "ai.evolink.api.."))
        .check(SDK);
  }

  @Test
  void timeAndTextKnowOfTheApiOnlyClocksAndExceptions() {
    noClasses()
        .that()
        .resideInAnyPackage(INTERNAL + "time", INTERNAL + "text")
        .should()
        .dependOnClassesThat(
            resideInAPackage("ai.evolink")
                .and(
                    describe(
                        "are neither clocks nor exceptions",
                        type ->
                            !outermost(type).getSimpleName().equals("WaitClock")
                                && !type.isAssignableTo(Throwable.class))))
        .check(SDK);
  }

  @Test
  void timeAndChanceComeFromOneRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage(INTERNAL + "time")
        .should()
        .accessTargetWhere(asksTheMachine())
        .check(SDK);
  }

  private static DescribedPredicate<JavaAccess<?>> asksTheMachine() {
    return describe(
        "asks the machine for time or chance",
        access ->
            SOURCES.contains(
                access.getTargetOwner().getName() + "." + access.getTarget().getName()));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(RoomsTest::outermost).orElse(type);
  }
}
