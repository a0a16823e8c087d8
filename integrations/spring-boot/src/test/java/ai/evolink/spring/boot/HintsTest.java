package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** GraalVM is told of every interface that Retrofit implements, today's and tomorrow's. */
class HintsTest {
  @Test
  void everyRetrofitInterfaceHasItsHints() throws Exception {
    RuntimeHints hints = new RuntimeHints();
    new EvolinkRuntimeHints().registerHints(hints, getClass().getClassLoader());

    Resource[] classes =
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:ai/evolink/api/*Api.class");
    assertThat(classes).hasSizeGreaterThanOrEqualTo(7);
    for (Resource file : classes) {
      String name = String.valueOf(file.getFilename()).replace(".class", "");
      Class<?> api = Class.forName("ai.evolink.api." + name);
      assertThat(RuntimeHintsPredicates.proxies().forInterfaces(api)).as(name).accepts(hints);
      assertThat(
              RuntimeHintsPredicates.reflection()
                  .onType(api)
                  .withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS))
          .as(name)
          .accepts(hints);
    }
  }
}
