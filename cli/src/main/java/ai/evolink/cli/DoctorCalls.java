package ai.evolink.cli;

import ai.evolink.Balance;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.cli.proxy.ProxyVariables;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** What {@code evolink doctor} asks the service. */
final class DoctorCalls {
  /** More than this, and what depends on the hour (signatures, certificates) begins to fail. */
  private static final Duration SKEW = Duration.ofMinutes(2);

  private final Cli cli;
  private final ConnectionOptions connection;
  private final URI address;
  private final ProxyVariables proxies;

  /** Told what was found. */
  interface Report {
    void add(String name, ExitCode exit, String text);
  }

  DoctorCalls(Cli cli, ConnectionOptions connection, Account account) {
    this.cli = cli;
    this.connection = connection;
    this.address = Session.service(cli, connection);
    this.proxies = Session.proxies(cli);
  }

  URI address() {
    return address;
  }

  String proxy() {
    return proxies.describe(address).orElse("none");
  }

  /** Sends no key: any answer at all tells that the way is open, and what time it is there. */
  void reach(Report report) {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(10))
            .callTimeout(Duration.ofSeconds(20))
            .followRedirects(false);
    proxies.applyTo(client);
    OkHttpClient built = client.build();
    Request request = new Request.Builder().url(address.resolve("v1/credits").toString()).build();
    long start = System.nanoTime();
    try (Response response = built.newCall(request).execute()) {
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      boolean proxy = response.code() == 407;
      report.add(
          "reachable",
          proxy ? ExitCode.NETWORK : ExitCode.OK,
          proxy
              ? "the proxy wants credentials (HTTP 407)"
              : "answers after " + millis + " ms (HTTP " + response.code() + " without a key)");
      clock(response, report);
    } catch (IOException e) {
      report.add("reachable", ExitCode.NETWORK, "no: " + e.getMessage());
    } finally {
      built.dispatcher().executorService().shutdown();
      built.connectionPool().evictAll();
    }
  }

  private static void clock(Response response, Report report) {
    Date there = response.headers().getDate("Date");
    if (there == null) {
      report.add("clock", ExitCode.OK, "the answer does not tell the time");
      return;
    }
    Duration ahead = Duration.between(there.toInstant(), Instant.now());
    boolean wrong = ahead.abs().compareTo(SKEW) > 0;
    report.add(
        "clock",
        wrong ? ExitCode.UNEXPECTED : ExitCode.OK,
        wrong
            ? ahead.abs().toSeconds()
                + " s "
                + (ahead.isNegative() ? "behind" : "ahead of")
                + " the service: set it right"
            : "right within " + Math.max(1, ahead.abs().toSeconds()) + " s");
  }

  void tryKey(String key, Report report) {
    try (EvolinkClient client = Session.withKey(cli, connection, key)) {
      Balance balance = client.credits().balance().result();
      report.add("credits", ExitCode.OK, PriceWords.plain(balance.spendable()) + " can be spent");
    } catch (EvolinkException e) {
      report.add("credits", Failures.of(e).exit(), e.summary());
    } catch (CliException e) {
      report.add("credits", e.failure().exit(), e.failure().message());
    }
  }
}
