package ai.evolink.it;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.model.MediaSource;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** A program with little memory that calls a hostile service, and tells what came of each call. */
final class HostileClient {
  private HostileClient() {}

  public static void main(String[] args) throws Exception {
    URI url = URI.create(args[0]);
    for (int i = 1; i < args.length; i++) {
      String[] call = args[i].split(":", 2);
      System.out.println(args[i] + " = " + outcome(url, call[0], call[1]));
    }
  }

  private static String outcome(URI url, String verb, String body) throws Exception {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    chain.proceed(chain.request().newBuilder().header("X-Hostile", body).build()))
            .build();
    try (EvolinkClient evolink =
        EvolinkClient.builder("sk-test")
            .httpClient(http)
            .baseUrl(url)
            .requestTimeout(Duration.ofSeconds(20))
            .submitTimeout(Duration.ofSeconds(20))
            .build()) {
      CompletableFuture<?> future =
          switch (verb) {
            case "submit" -> evolink.images().submit(ImageRequest.of("A cat"));
            case "upload" -> evolink.files().upload(MediaSource.bytes(new byte[] {1}, "image/png"));
            default -> evolink.tasks().get(body);
          };
      future.get(40, TimeUnit.SECONDS);
      return "read";
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return cause instanceof EvolinkException
          ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
          : "FOREIGN " + cause;
    } catch (java.util.concurrent.TimeoutException e) {
      return "HANGS";
    }
  }
}
