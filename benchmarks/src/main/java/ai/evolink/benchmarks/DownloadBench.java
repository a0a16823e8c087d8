package ai.evolink.benchmarks;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;

/**
 * Results to disk: {@code Artifact.saveTo} beside OkHttp's own shortest way. Both take turns, in
 * changing order, so that whatever else the machine does hits both.
 */
final class DownloadBench {
  private static final long MIB = 1L << 20;

  private DownloadBench() {}

  private interface Download {
    void to(Path file) throws IOException;
  }

  static void run() throws Exception {
    Path folder = Files.createTempDirectory("evolink-downloads");
    Table table =
        new Table(
            "file",
            "pairs",
            "OkHttp, ms",
            "saveTo, ms",
            "OkHttp, MB/s",
            "saveTo, MB/s",
            "time, ratio of medians",
            "median of ratios");
    OkHttpClient http = new OkHttpClient();
    try (BytesProcess server = BytesProcess.start();
        EvolinkClient evolink = EvolinkClient.builder("sk-test").baseUrl(server.url()).build()) {
      measure(table, folder, http, evolink, server, 64 * MIB, 100);
      measure(table, folder, http, evolink, server, 4 * MIB, 500);
      measure(table, folder, http, evolink, server, 64 << 10, 2_000);
    } finally {
      http.connectionPool().evictAll();
      Files.deleteIfExists(folder);
    }
  }

  private static void measure(
      Table table,
      Path folder,
      OkHttpClient http,
      EvolinkClient evolink,
      BytesProcess server,
      long length,
      int pairs)
      throws IOException {
    Artifact artifact = evolink.tasks().follow("task-" + length).result().only();
    Request request = new Request.Builder().url(server.url() + "" + length).build();
    Download raw = file -> raw(http, request, file);
    Download ours = artifact::saveTo;

    int warmUp = pairs / 4;
    double[] rawMillis = new double[pairs];
    double[] ourMillis = new double[pairs];
    double[] ratios = new double[pairs];
    for (int i = -warmUp; i < pairs; i++) {
      boolean rawFirst = i % 2 == 0;
      double first = time(rawFirst ? raw : ours, folder, length);
      double second = time(rawFirst ? ours : raw, folder, length);
      if (i >= 0) {
        rawMillis[i] = rawFirst ? first : second;
        ourMillis[i] = rawFirst ? second : first;
        ratios[i] = ourMillis[i] / rawMillis[i];
      }
    }
    double theirs = new Samples(rawMillis).median();
    double mine = new Samples(ourMillis).median();
    table.row(
        length >= MIB ? length / MIB + " MiB" : length / 1024 + " KiB",
        pairs,
        String.format(Locale.ROOT, "%.2f", theirs),
        String.format(Locale.ROOT, "%.2f", mine),
        Math.round(length / theirs / 1000),
        Math.round(length / mine / 1000),
        String.format(Locale.ROOT, "%.2f", mine / theirs),
        String.format(Locale.ROOT, "%.2f", new Samples(ratios).median()));
  }

  private static void raw(OkHttpClient http, Request request, Path file) throws IOException {
    try (Response response = http.newCall(request).execute();
        BufferedSink sink = Okio.buffer(Okio.sink(file))) {
      sink.writeAll(response.body().source());
    }
  }

  private static double time(Download download, Path folder, long length) throws IOException {
    Path file = folder.resolve("file.png");
    long start = System.nanoTime();
    download.to(file);
    double millis = (System.nanoTime() - start) / 1e6;
    if (Files.size(file) != length) {
      throw new IOException("got " + Files.size(file) + " of " + length + " bytes");
    }
    Files.delete(file);
    return millis;
  }
}
