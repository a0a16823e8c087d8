package ai.evolink.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The settings of an emulator as options of a command line, for picocli: a mixin of this project's
 * own commands, and of any other. Needs {@code info.picocli:picocli}, which the library otherwise
 * does without. Not thread-safe.
 */
public final class EmulatorOptions {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on; 0 takes a free one. Default: 8080.")
  int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; 0.0.0.0 for all, which other containers need. Default: 127.0.0.1.")
  String host = "";

  @Option(
      names = "--pace",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = TimeConverter.class,
      description = "How long a task takes. Default: 2s.")
  Duration pace = Duration.ZERO;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "local",
      description =
          "How hard it looks: local, as documented, but callbacks may go to this machine; strict, as"
              + " documented; lenient, takes unknown models and values. Default: local.")
  Mode mode = Mode.LOCAL;

  @Option(
      names = "--credits",
      paramLabel = "NUMBER",
      defaultValue = "1000000",
      description = "What each key may spend. Default: a million.")
  BigDecimal credits = BigDecimal.ZERO;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "How many times as fast as ours its clock runs. Default: 1.")
  double speed;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "What the dice of faults with a probability start from. Default: 0.")
  long seed;

  @Option(
      names = "--max-tasks",
      paramLabel = "NUMBER",
      defaultValue = "100000",
      description = "How many tasks it remembers. Default: 100000.")
  int maxTasks;

  @Option(
      names = "--max-file-bytes",
      paramLabel = "BYTES",
      defaultValue = "268435456",
      description = "How many bytes of uploads it keeps. Default: 268435456, which are 256 MiB.")
  long maxFileBytes;

  @Option(
      names = "--file-quota",
      paramLabel = "NUMBER",
      defaultValue = "2000",
      description = "How many files a key may store. Default: 2000.")
  int fileQuota;

  @Option(
      names = "--idempotency-keys",
      description = "Answer a submit with a known Idempotency-Key as the first time.")
  boolean idempotencyKeys;

  @Option(names = "--no-billing", description = "Leave billing out of tasks, as old gateways do.")
  boolean noBilling;

  @Option(
      names = "--tls",
      description = "Speak https, with a certificate made for this run and good for this machine.")
  boolean tls;

  @Option(
      names = "--tls-name",
      paramLabel = "NAME",
      description = "A name or address more that the certificate is good for. Can be repeated.")
  List<String> tlsNames = List.of();

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      defaultValue = "evolink-emulator-ca.pem",
      description =
          "Where to write what clients have to trust. Default: evolink-emulator-ca.pem, here.")
  Path tlsCa = Path.of("");

  /** For picocli; everything is at its default once it has parsed something. */
  public EmulatorOptions() {}

  /**
   * Starts the emulator that was asked for, and writes the certificate file if there is TLS.
   *
   * @throws IllegalArgumentException if a value is out of its range
   * @throws UncheckedIOException if the port is taken or the file cannot be written; the message is
   *     fit for people
   */
  public EvolinkEmulator start() {
    if (!tls && !tlsNames.isEmpty()) {
      throw new IllegalArgumentException("--tls-name goes with --tls");
    }
    EvolinkEmulator.Builder builder =
        EvolinkEmulator.builder()
            .host(host)
            .port(port)
            .pace(pace)
            .mode(mode)
            .credits(credits)
            .clock(EmulatorClock.scaled(speed))
            .faultSeed(seed)
            .honorIdempotencyKeys(idempotencyKeys)
            .showBilling(!noBilling)
            .maxTasks(maxTasks)
            .maxFileBytes(maxFileBytes)
            .fileQuota(fileQuota);
    if (tls) {
      builder.tls(tlsNames.toArray(String[]::new));
    }
    EvolinkEmulator emulator = builder.start();
    try {
      writeCertificate(emulator);
    } catch (UncheckedIOException e) {
      emulator.close();
      throw e;
    }
    return emulator;
  }

  private void writeCertificate(EvolinkEmulator emulator) {
    emulator
        .certificate()
        .ifPresent(
            pem -> {
              try {
                Files.writeString(tlsCa, pem);
              } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + tlsCa + ": " + e.getMessage(), e);
              }
            });
  }

  /**
   * What to tell people about an emulator that runs: where it is, how to point clients at it, and
   * how to trust it. Several lines, without a line break at the end.
   */
  public String guide(EvolinkEmulator emulator) {
    String base = emulator.url().toString();
    String trust = tls ? "--cacert " + tlsCa + " " : "";
    String guide =
        """
        Evolink emulator at %1$s
        Results are made up, nothing is charged, any key will do. Ctrl-C stops it.

        To look at: %1$s/

        For the evolink command and the SDK's EvolinkClient.fromEnv():
          export EVOLINK_BASE_URL=%1$s
          export EVOLINK_API_KEY=sk-test

        For any other client, use this address in place of both
          https://api.evolink.ai and https://files-api.evolink.ai
          curl %2$s%1$s/v1/credits -H 'Authorization: Bearer sk-test'"""
            .formatted(base, trust);
    return tls ? guide + trust() : guide;
  }

  /**
   * What to tell people about an emulator that has been {@linkplain EvolinkEmulator#shutdown shut
   * down}: how many callbacks its clients wait for in vain. One line; empty if there are none.
   */
  public Optional<String> farewell(EvolinkEmulator emulator) {
    int number = emulator.callbacksToCome();
    return number == 0
        ? Optional.empty()
        : Optional.of(
            (number == 1 ? "1 callback was" : number + " callbacks were")
                + " not delivered: not due yet, or still to be repeated.");
  }

  private String trust() {
    return """


    The certificate is made for this run. Clients have to trust %1$s:
      curl:     --cacert %1$s
      Node.js:  export NODE_EXTRA_CA_CERTS=%1$s
      Python:   export SSL_CERT_FILE=%1$s REQUESTS_CA_BUNDLE=%1$s
      Java:     keytool -importcert -noprompt -file %1$s -keystore evolink.p12 -storepass changeit
                java -Djavax.net.ssl.trustStore=evolink.p12 …"""
        .formatted(tlsCa.toAbsolutePath());
  }
}
