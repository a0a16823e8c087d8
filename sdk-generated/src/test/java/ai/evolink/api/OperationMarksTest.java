package ai.evolink.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.spec.Spec;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OperationMarksTest {
  @Test
  void methodIsMarkedIfTheSpecSaysThatTheOperationSpendsCredits() throws Exception {
    Map<String, Boolean> marked = new HashMap<>();
    Map<String, Boolean> paid = new HashMap<>();
    for (JsonNode path : Spec.root().path("paths")) {
      for (JsonNode operation : path) {
        String id = operation.path("operationId").asString("");
        if (!id.isEmpty()) {
          paid.put(id, operation.path("x-paid").asBoolean(false));
          marked.put(id, method(operation, id).isAnnotationPresent(Paid.class));
        }
      }
    }

    assertThat(marked).isEqualTo(paid).containsValue(true).hasSizeGreaterThan(8);
  }

  @Test
  void methodIsMarkedIfTheSpecSaysThatTheOperationNeedsNoKey() throws Exception {
    Map<String, Boolean> marked = new HashMap<>();
    Map<String, Boolean> keyless = new HashMap<>();
    for (JsonNode path : Spec.root().path("paths")) {
      for (JsonNode operation : path) {
        String id = operation.path("operationId").asString("");
        if (!id.isEmpty()) {
          keyless.put(id, operation.has("security") && operation.path("security").isEmpty());
          marked.put(id, method(operation, id).isAnnotationPresent(Keyless.class));
        }
      }
    }

    assertThat(marked).isEqualTo(keyless).containsEntry("getPricingRules", true);
    assertThat(keyless).containsEntry("getCredits", false);
  }

  private static Method method(JsonNode operation, String id) throws ClassNotFoundException {
    String tag = operation.path("tags").path(0).asString("");
    return Arrays.stream(Class.forName("ai.evolink.api." + tag + "Api").getMethods())
        .filter(method -> method.getName().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
