package ai.evolink.it;

import ai.evolink.CallbackHub;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.PollPolicy;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskJournal;
import ai.evolink.WaitOptions;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that buys items until all of them are bought, or nobody knows whether they are. It may
 * be killed at any moment and started again. Run by {@link KillTest}.
 */
final class KilledShop {
  private static final WaitOptions SOON =
      WaitOptions.builder()
          .policy(PollPolicy.fixed(Duration.ofMillis(50)))
          .deadline(Duration.ofMinutes(5))
          .build();

  static final String KEY = "sk-test-0123456789";

  /** The exit code of a life in which something was refused that may be accepted later. */
  static final int AGAIN = 3;

  private KilledShop() {}

  /**
   * Buys the items.
   *
   * @param args the base URL, the folder, the number of items, the port for callbacks
   */
  public static void main(String[] args) throws Exception {
    CallbackHub hub =
        CallbackHub.at(
            URI.create("http://127.0.0.1:" + args[3] + "/evolink"),
            "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[3])), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/evolink", hub.httpHandler());
    server.start();
    AtomicInteger settled = new AtomicInteger();
    AtomicInteger uncertain = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    try (EvolinkClient evolink =
        EvolinkClient.builder(KEY)
            .baseUrl(URI.create(args[0]))
            .callbackHub(hub.onUnclaimed(task -> settled.incrementAndGet()))
            .journal(TaskJournal.file(Path.of(args[1], "journal")))
            .build()) {
      List<CompletableFuture<Void>> items = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        SubmitOptions order =
            SubmitOptions.builder().orderId("item-" + i).waitOptions(SOON).build();
        items.add(
            evolink
                .images()
                .generate(ImageRequest.of("item-" + i + "."), order)
                .handle(
                    (made, failure) -> {
                      if (failure instanceof SubmissionUncertainException) {
                        uncertain.incrementAndGet();
                      } else if (failure instanceof EvolinkException refused
                          && refused.charge() == Charge.NONE) {
                        refusals.incrementAndGet(); // the next life tries again
                      } else if (failure != null) {
                        System.out.println(failure);
                        failed.incrementAndGet();
                      }
                      return null;
                    }));
      }
      CompletableFuture.allOf(items.toArray(CompletableFuture[]::new)).join();
    }
    System.out.println("uncertain " + uncertain + ", settled " + settled + ", failed " + failed);
    System.exit(failed.get() > 0 ? 1 : refusals.get() > 0 ? AGAIN : 0);
  }
}
