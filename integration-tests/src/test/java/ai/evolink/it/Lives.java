package ai.evolink.it;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that follow on each other. The file as it is at some moment is copied: that is what
 * {@code kill -9} leaves. The next process has the copy.
 */
abstract class Lives {
  static final ImageRequest CAT = ImageRequest.of("A cat");
  static final SubmitOptions ORDER =
      SubmitOptions.builder().orderId("order-42").waitOptions(MockService.AT_ONCE).build();

  @RegisterExtension final MockService service = new MockService();
  @TempDir Path folder;

  final Shop shop = new Shop();
  final List<TaskHandle> told = new CopyOnWriteArrayList<>();
  final AtomicBoolean killed = new AtomicBoolean();

  @BeforeEach
  void open() {
    shop.port = service.server.getPort();
    service.server.setDispatcher(shop);
  }

  Path journal() {
    return folder.resolve("journal");
  }

  Path copy() {
    return folder.resolve("copy");
  }

  /** The process is killed here: what comes later is not for the next one. */
  void kill() {
    if (killed.compareAndSet(false, true)) {
      try {
        Files.copy(journal(), copy());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  EvolinkClient.Builder client(TaskJournal journal) {
    return service.client().journal(journal).onSubmitted(told::add);
  }

  /** Lives until {@link #kill}, or to the end and a little longer. */
  void firstLife(TaskJournal journal) {
    try (EvolinkClient evolink = client(journal).onSubmitted(task -> {}).build()) {
      Shop.ignoring(() -> evolink.images().generate(CAT, ORDER).result());
      kill();
    }
  }

  EvolinkClient nextLife() {
    return client(TaskJournal.file(copy())).build();
  }

  /** A journal that runs something before or after one of its methods. */
  class Hooked extends ForwardingJournal {
    Hooked() {
      super(TaskJournal.file(journal()));
    }
  }
}
