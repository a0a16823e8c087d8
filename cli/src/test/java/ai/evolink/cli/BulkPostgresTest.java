package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with a server, with which one has to log in. */
class BulkPostgresTest {
  /** Where no server can run, everybody can read so. */
  private static EmbeddedPostgres server() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
    } catch (IOException | IllegalStateException e) {
      String why = "NO POSTGRESQL TEST of evolink bulk: the embedded server cannot run here: " + e;
      System.err.println(why);
      Assumptions.abort(why);
      throw new IllegalStateException(e);
    }
  }

  @Test
  void passwordComesFromTheEnvironmentOrAFile(@TempDir Path home) throws Exception {
    try (EmbeddedPostgres server = server();
        EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start()) {
      BulkFixture.fill(server.getPostgresDatabase(), emulator, "autumn", "mug-1");
      String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
      Map<String, String> env = new HashMap<>(Run.environment(emulator.url().toString()));
      env.put("EVOLINK_JDBC_PASSWORD", "postgres");
      Path secret = Files.writeString(home.resolve("secret"), "postgres\n");

      String out = home.resolve("photos").toString();
      Run work =
          Run.with(
              env,
              "",
              "bulk",
              "work",
              "--until-done",
              "--jdbc",
              url,
              "--user",
              "postgres",
              "--out",
              out);
      Run status =
          Run.bare(
              "bulk",
              "status",
              "--jdbc",
              url,
              "--user",
              "postgres",
              "--password-file",
              secret.toString());

      assertThat(work.succeeded().out())
          .isEqualToNormalizingNewlines("autumn: 1 done; 1.6 credits.\n");
      assertThat(status.succeeded().out())
          .isEqualToNormalizingNewlines("autumn: 1 done; 1.6 credits\n");
      Run nobody = Run.bare("bulk", "status", "--jdbc", url, "--user", "nobody");
      assertThat(nobody.exit()).isEqualTo(2);
      assertThat(nobody.err())
          .contains("error: --jdbc " + url + ": The database")
          .contains("nobody");
    }
  }
}
