package ai.evolink;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A client of the SDK whose answers a fuzzer writes: everything is real except the network. */
final class FuzzWire implements Interceptor {
  private static final String JSON = "application/json";

  private record Answer(int status, String retryAfter, ByteString body) {}

  /** An input: words on the first line, the body behind it. */
  record Input(List<String> words, ByteString body) {
    static Input of(byte[] input) {
      int line = 0;
      while (line < input.length && line < 100 && input[line] != '\n') {
        line++;
      }
      String head = new String(input, 0, line, StandardCharsets.ISO_8859_1);
      int start = Math.min(line + 1, input.length);
      ByteString body = ByteString.of(input, start, input.length - start);
      return new Input(List.of(head.split(" ", 3)), body);
    }

    String word(int index) {
      return index < words.size() ? words.get(index) : "";
    }

    /** {@return the number that a word is; else, something of the same range} */
    int number(int index, int from, int to) {
      String word = word(index);
      int value = 0;
      for (int i = 0; i < word.length(); i++) {
        value = value * 10 + word.charAt(i) - '0';
      }
      return value >= from && value < to ? value : from + Math.floorMod(value, to - from);
    }
  }

  final EvolinkClient evolink;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private @Nullable String lastPath;

  FuzzWire() {
    OkHttpClient http = new OkHttpClient.Builder().addInterceptor(this).build();
    evolink =
        EvolinkClient.builder("sk-test")
            .httpClient(http)
            .baseUrl(URI.create("https://evolink.test"))
            .filesBaseUrl(URI.create("https://files.evolink.test"))
            .continuationExecutor(Runnable::run)
            .requestTimeout(Duration.ofSeconds(5))
            .maxRetries(0) // an input is one answer
            .pollBudget(PollBudget.of(1e6, 1_000_000))
            .build();
  }

  synchronized void answer(int status, String retryAfter, ByteString body) {
    answers.add(new Answer(status, retryAfter, body));
  }

  synchronized void forget() {
    answers.clear();
  }

  synchronized @Nullable String lastPath() {
    return lastPath;
  }

  @Override
  public synchronized Response intercept(Chain chain) throws IOException {
    Answer answer = answers.poll();
    if (answer == null) {
      throw new IOException("nothing more to answer");
    }
    lastPath = chain.request().url().encodedPath();
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(answer.status())
        .message("")
        .header("Content-Type", JSON)
        .header("Retry-After", answer.retryAfter().replaceAll("[^ -~]", ""))
        .body(ResponseBody.create(new Buffer().write(answer.body()), null, -1))
        .build();
  }

  /**
   * {@return what the future failed with; null if it did not}
   *
   * @throws AssertionError if it hangs, or fails with anything but our own exception
   */
  static @Nullable EvolinkException failureOf(CompletableFuture<?> future) {
    try {
      future.get(8, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EvolinkException ours) {
        return ours;
      }
      throw new AssertionError("Not an exception of ours", e.getCause());
    } catch (TimeoutException | CancellationException e) {
      throw new AssertionError("The future hangs", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A message fits into a log: one line, and not endless. */
  static void requireFitForALog(@Nullable String message) {
    if (message == null || message.isBlank() || message.length() > 10_000) {
      throw new AssertionError("Not a message: " + message);
    }
    if (message.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("Not fit for a log: " + message);
    }
  }
}
