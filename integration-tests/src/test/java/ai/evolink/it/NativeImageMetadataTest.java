package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.api.TasksApi;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GraalVM is told of every Retrofit interface, today's and those that the spec gets tomorrow. */
class NativeImageMetadataTest {
  private static final String METADATA =
      "/META-INF/native-image/ai.evolink/evolink-sdk-generated/reachability-metadata.json";

  @Test
  void everyRetrofitInterfaceIsAProxyAndShowsItsMethods() throws Exception {
    Set<String> interfaces =
        new ClassFileImporter()
            .importPackages(TasksApi.class.getPackageName()).stream()
                .filter(type -> type.isInterface() && !type.isAnnotation())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(interfaces).contains(TasksApi.class.getName());

    List<JsonNode> entries = entries();

    assertThat(entries.stream().map(entry -> entry.at("/type/proxy/0").asString("")))
        .filteredOn(name -> !name.isEmpty())
        .containsExactlyInAnyOrderElementsOf(interfaces);
    assertThat(
            entries.stream()
                .filter(entry -> entry.path("allDeclaredMethods").asBoolean(false))
                .map(entry -> entry.path("type").asString("")))
        .containsExactlyInAnyOrderElementsOf(interfaces);
  }

  private static List<JsonNode> entries() throws Exception {
    try (InputStream in = TasksApi.class.getResourceAsStream(METADATA)) {
      assertThat(in).as(METADATA).isNotNull();
      JsonNode entries = JsonMapper.shared().readTree(in).path("reflection");
      return StreamSupport.stream(entries.spliterator(), false).toList();
    }
  }
}
