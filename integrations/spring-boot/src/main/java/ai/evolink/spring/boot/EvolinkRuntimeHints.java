package ai.evolink.spring.boot;

import ai.evolink.api.AudiosApi;
import ai.evolink.api.CatalogApi;
import ai.evolink.api.CreditsApi;
import ai.evolink.api.FilesApi;
import ai.evolink.api.ImagesApi;
import ai.evolink.api.TasksApi;
import ai.evolink.api.VideosApi;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What the SDK tells GraalVM in its own metadata, whose format those for JDK 22 and older do not
 * read.
 */
final class EvolinkRuntimeHints implements RuntimeHintsRegistrar {
  private static final List<Class<?>> APIS =
      List.of(
          AudiosApi.class,
          CatalogApi.class,
          CreditsApi.class,
          FilesApi.class,
          ImagesApi.class,
          TasksApi.class,
          VideosApi.class);

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
    for (Class<?> api : APIS) {
      hints.proxies().registerJdkProxy(api);
      hints.reflection().registerType(api, MemberCategory.INVOKE_DECLARED_METHODS);
    }
  }
}
